package io.ssehub.starter.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssehub.starter.publish.Transport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
@AutoConfigureRecordingHub
class AutoConfigureRecordingHubTest {
    @Autowired
    private ApplicationContext context;

    @Autowired
    private RecordingHubPublisher hub;

    @Test
    void theWholeApplicationIsThereButNoWayToAHub() {
        assertThat(context.getBean(Warehouse.class)).isNotNull();
        assertThat(context.getBeansOfType(Transport.class)).isEmpty();
        context.getBean(Shipping.class).ship(7, "bob");
        assertThat(hub).toClient("bob").event("orderShipped");
    }
}
