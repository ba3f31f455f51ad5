package io.ssehub.samples.orders;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A shop that tells its customers what becomes of their orders. */
@SpringBootApplication
public class OrderStatusApplication {
    public static void main(String[] args) {
        SpringApplication.run(OrderStatusApplication.class, args);
    }
}
