package io.llgateway.sandbox;

import io.llgateway.sandbox.SandboxErp.Received;
import io.llgateway.sandbox.SandboxQueues.QueueView;
import jakarta.jms.JMSException;
import jakarta.servlet.http.HttpServletResponse;
import java.time.ZoneId;
import java.util.List;
import org.springframework.context.annotation.Conditional;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.ModelAndView;

/** Where a newcomer watches: each order's way from payment over queue to webhook, and what lies on each queue. */
@Controller
@Conditional(SandboxMode.class)
class Watch {
    /**
     * One order's way so far.
     *
     * @param play what LianLian did
     * @param queues where its messages lie
     * @param webhooks what the ERP got of it, newest first
     */
    record Way(Play play, List<String> queues, List<Received> webhooks) {}

    private final PretendLianLian lianlian;
    private final SandboxQueues queues;
    private final SandboxErp erp;

    Watch(PretendLianLian lianlian, SandboxQueues queues, SandboxErp erp) {
        this.lianlian = lianlian;
        this.queues = queues;
        this.erp = erp;
    }

    /** One line per order, refreshed by itself. */
    @GetMapping("/sandbox/watch")
    ModelAndView watch(HttpServletResponse response) throws JMSException {
        List<QueueView> views = queues.all();
        List<Received> webhooks = erp.received();
        ModelAndView page = SandboxPage.of("watch", response);
        page.addObject("zone", ZoneId.systemDefault());
        page.addObject(
                "ways",
                lianlian.plays().stream()
                        .map(play -> way(play, views, webhooks))
                        .toList());
        return page;
    }

    /** The messages on each queue. */
    @GetMapping(path = "/sandbox/queues", produces = MediaType.TEXT_HTML_VALUE)
    ModelAndView queues(HttpServletResponse response) throws JMSException {
        ModelAndView page = SandboxPage.of("queues", response);
        page.addObject("queues", queues.all());
        return page;
    }

    /** @return every queue with its oldest messages, for a program */
    @GetMapping(path = "/sandbox/queues", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    List<QueueView> queuesForPrograms() throws JMSException {
        return queues.all();
    }

    private static Way way(Play play, List<QueueView> queues, List<Received> webhooks) {
        String order = play.order().orderNumber();
        return new Way(
                play,
                queues.stream()
                        .filter(queue -> queue.messages().stream()
                                .anyMatch(message -> message.orderNumber().equals(order)))
                        .map(QueueView::name)
                        .toList(),
                webhooks.stream()
                        .filter(webhook -> webhook.orderNumber().equals(order))
                        .toList());
    }
}
