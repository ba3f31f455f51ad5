/** What operators watch: dashboards and alerts, over real processes and a real Prometheus. */
package io.ssehub.e2e.watch;
