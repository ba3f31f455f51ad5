package io.ssehub.starter.test;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application that publishes. */
@SpringBootApplication
class ShopApplication {}
