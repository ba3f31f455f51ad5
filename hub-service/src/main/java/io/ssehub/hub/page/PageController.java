package io.ssehub.hub.page;

import io.ssehub.hub.auth.AuthProperties;
import io.ssehub.hub.node.NodeName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /page.json}: which node served the chat page, and which others it can talk to. {@code GET /console}: the
 * operators' page, which needs a name of its own, where the chat page is what Boot shows at {@code /}.
 */
@RestController
@EnableConfigurationProperties(PageProperties.class)
final class PageController {
    /** A node; an empty URL is where the page came from. */
    record Node(String name, String url) {}

    /**
     * The page's choice, in the order of names.
     *
     * @param identities whether it may ask who it is
     */
    record Page(String node, List<Node> nodes, boolean identities) {}

    private static final Resource CONSOLE = new ClassPathResource("static/console.html");

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private final Page page;

    PageController(NodeName node, PageProperties properties, AuthProperties auth) {
        List<Node> nodes = new ArrayList<>(List.of(new Node(node.value(), "")));
        properties.peers().forEach((name, url) -> nodes.add(new Node(name, url)));
        nodes.sort(Comparator.comparing(Node::name));
        this.page = new Page(node.value(), List.copyOf(nodes), auth.givesIdentities());
    }

    @GetMapping("/page.json")
    ResponseEntity<Page> page() {
        return ResponseEntity.ok().cacheControl(CacheControl.noCache()).body(page);
    }

    @GetMapping("/console")
    ResponseEntity<Resource> console() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .eTag(FileTags.of(CONSOLE))
                .contentType(HTML)
                .body(CONSOLE);
    }
}
