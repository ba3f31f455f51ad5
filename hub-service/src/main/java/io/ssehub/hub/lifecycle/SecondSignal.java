package io.ssehub.hub.lifecycle;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for another SIGTERM or SIGINT while the process stops because of the first, which the JVM itself would ignore.
 * {@code sun.misc.Signal} is the only way there; it is reached by reflection, since the compiler warns of it and a JVM
 * without it can do without.
 */
final class SecondSignal {
    private static final Logger log = LoggerFactory.getLogger(SecondSignal.class);

    private final Map<Object, Object> before = new LinkedHashMap<>();

    private SecondSignal() {}

    /** Has {@code then} called at each signal from now on. */
    static SecondSignal listen(Runnable then) {
        SecondSignal signals = new SecondSignal();
        signals.install(then);
        return signals;
    }

    private void install(Runnable then) {
        try {
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object told =
                    Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, (self, method, args) -> {
                        if (method.getName().equals("handle")) {
                            then.run();
                        }
                        return null;
                    });
            for (String name : new String[] {"TERM", "INT"}) {
                Object signal = signalType().getConstructor(String.class).newInstance(name);
                before.put(signal, handle(signal, told));
            }
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            log.debug("a second signal will not be heard", e);
        }
    }

    private static Class<?> signalType() throws ClassNotFoundException {
        return Class.forName("sun.misc.Signal");
    }

    private static Object handle(Object signal, @Nullable Object handler) throws ReflectiveOperationException {
        Method handle = signalType().getMethod("handle", signalType(), Class.forName("sun.misc.SignalHandler"));
        return handle.invoke(null, signal, handler);
    }

    /** Sets back what was there before. */
    void forget() {
        before.forEach((signal, handler) -> {
            try {
                handle(signal, handler);
            } catch (ReflectiveOperationException e) {
                log.debug("the handler before could not be set back", e);
            }
        });
    }
}
