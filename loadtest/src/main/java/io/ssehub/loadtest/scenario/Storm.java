package io.ssehub.loadtest.scenario;

import io.ssehub.loadtest.client.SseReader;
import io.ssehub.loadtest.hub.ChannelName;
import io.ssehub.loadtest.publish.Pacer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Many readers are cut at once and come back at once, with their cursors, behind by some events. */
public final class Storm implements Scenario {
    private final Channels channels = new Channels();
    private final double share;
    private final int behind;
    private final int rehearsals;

    /**
     * @param share of the readers that are cut, up to 1
     * @param behind events that they miss meanwhile
     * @param rehearsals storms before the one that is measured: a server whose code is compiled while it runs has run it then
     */
    public Storm(double share, int behind, int rehearsals) {
        if (share <= 0 || share > 1 || behind < 1 || rehearsals < 0) {
            throw new IllegalArgumentException(
                    "out of range: share " + share + ", behind " + behind + ", rehearsals " + rehearsals);
        }
        this.share = share;
        this.behind = behind;
        this.rehearsals = rehearsals;
    }

    @Override
    public String name() {
        return "storm";
    }

    @Override
    public void play(Stage stage) throws InterruptedException {
        int readers = stage.setup().sizes().readers();
        stage.findings().setting("cut", Math.round(100 * share) + " %");
        stage.findings().setting("events behind", behind);
        stage.findings().setting("rehearsals", rehearsals);
        Crowd crowd = stage.open(readers, channels::ownAndBroadcast);
        Pacer pacer = stage.pacer("p");
        // Everybody has a cursor from here on, also on servers that give none at the start.
        pacer.publishNow(ChannelName.broadcast(), 1);
        for (int i = 0; i < readers; i++) {
            pacer.publishNow(channels.own(i), 1);
        }
        awaitArrival(stage, crowd, pacer, "the first events");

        List<Member> cut = new ArrayList<>(crowd.members().subList(0, (int) Math.ceil(readers * share)));
        for (int i = 0; i < rehearsals; i++) {
            cut(stage, cut, pacer);
            comeBack(stage, cut);
        }
        cut(stage, cut, pacer);

        stage.beginMeasuring(crowd);
        stage.findings().mark("back");
        int welcomed = crowd.welcomes();
        long startNanos = System.nanoTime();
        comeBack(stage, cut);
        long liveNanos = System.nanoTime();
        stage.findings().mark("all live");
        stage.endMeasuring(crowd);
        long lastConnectNanos =
                cut.stream().mapToLong(Member::connectedNanos).max().orElse(startNanos);
        stage.findings()
                .figure(
                        "from the last TCP connect until all were live",
                        Stage.seconds(liveNanos - lastConnectNanos),
                        "s");
        stage.findings()
                .figure("from the call to return until all were live", Stage.seconds(liveNanos - startNanos), "s");
        stage.findings().figure("connections that came back", crowd.welcomes() - (double) welcomed, "");

        pacer.publishNow(ChannelName.broadcast(), 1);
        stage.settle(pacer);
        stage.findings()
                .check(
                        "all listen again",
                        crowd.listening() == readers,
                        crowd.listening() + " of " + readers + " readers listen");
    }

    private void cut(Stage stage, List<Member> cut, Pacer pacer) throws InterruptedException {
        stage.phase("cutting " + cut.size() + " connections");
        stage.findings().mark("cut");
        Crowd.tell(cut, SseReader::leave);
        pacer.publishNow(ChannelName.broadcast(), behind);
        stage.await(() -> pacer.underWay() + " publications are not answered", () -> pacer.underWay() == 0);
    }

    private static void comeBack(Stage stage, List<Member> cut) throws InterruptedException {
        stage.phase("all come back");
        Crowd.tell(cut, SseReader::comeBack);
        Set<Member> absent = new HashSet<>(cut);
        stage.await(() -> absent.size() + " readers are not live again", () -> {
            absent.removeIf(member -> member.isWelcomed() && member.isCaughtUp());
            return absent.isEmpty();
        });
    }

    private static void awaitArrival(Stage stage, Crowd crowd, Pacer pacer, String what) throws InterruptedException {
        stage.phase("waiting for " + what);
        stage.await(() -> pacer.underWay() + " publications are not answered", () -> pacer.underWay() == 0);
        Set<Member> behind = new HashSet<>(crowd.members());
        stage.await(() -> behind.size() + " readers lack " + what, () -> {
            behind.removeIf(Member::isCaughtUp);
            return behind.isEmpty();
        });
    }
}
