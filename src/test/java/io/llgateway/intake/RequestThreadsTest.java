package io.llgateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestThreadsTest {
    private final ForkJoinPool threads = RequestThreads.start();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void servesOnePageWhileManyOthersWait() throws Exception {
        int waiting = 150;
        CyclicBarrier together = new CyclicBarrier(waiting + 1);
        List<Future<?>> pages = new ArrayList<>();
        for (int i = 0; i < waiting; i++) {
            pages.add(threads.submit(() -> together.await(10, TimeUnit.SECONDS)));
        }
        pages.add(threads.submit(() -> together.await(10, TimeUnit.SECONDS)));

        for (Future<?> page : pages) {
            assertThat(page).succeedsWithin(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void findsTheApplicationsClasses() throws Exception {
        assertThat(threads.submit(() -> Thread.currentThread().getContextClassLoader())
                        .get(10, TimeUnit.SECONDS))
                .isSameAs(RequestThreads.class.getClassLoader());
    }
}
