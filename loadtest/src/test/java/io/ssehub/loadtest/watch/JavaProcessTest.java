package io.ssehub.loadtest.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JavaProcessTest {
    private static final String METASPACE = """
             Metaspace       used 62187K, committed 62976K, reserved 1114112K
              class space    used 8060K, committed 8448K, reserved 1048576K
            """;

    @Test
    void oneHeapIsReadAsItIsTold() {
        String told = """
                4711:
                 garbage-first heap   total reserved 1048576K, committed 90112K, used 27648K [0x00000000c0000000, 0x0000000100000000)
                  region size 1024K, 1 young (1024K), 0 survivors (0K)
                """;

        assertThat(JavaProcess.used(told + METASPACE)).hasValue(27_648L * 1024);
    }

    @Test
    void generationsAreAdded() {
        String told = """
                4711:
                 DefNew     total 9792K, used 300K [0x00000000f0000000, 0x00000000f0aa0000, 0x00000000f5550000)
                  eden space 8704K,   3% used [0x00000000f0000000, 0x00000000f004b1f8, 0x00000000f0880000)
                 Tenured    total 21888K, used 700K [0x00000000f5550000, 0x00000000f6ab0000, 0x0000000100000000)
                   the  space 21888K,   3% used [0x00000000f5550000, 0x00000000f55ff2a8, 0x00000000f6ab0000)
                """;

        assertThat(JavaProcess.used(told + METASPACE)).hasValue(1000L * 1024);
    }

    @Test
    void whatIsNoHeapIsUnknown() {
        assertThat(JavaProcess.used("4711:\ncom.sun.tools.attach.AttachNotSupportedException"))
                .isEmpty();
    }

    @Test
    void thisProcessUsesSome() throws InterruptedException {
        assertThat(JavaProcess.heapBytes(ProcessHandle.current().pid()).orElseThrow())
                .isGreaterThan(1_000_000);
    }
}
