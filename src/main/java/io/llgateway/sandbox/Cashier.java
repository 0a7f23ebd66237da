package io.llgateway.sandbox;

import io.llgateway.shopper.ResultRedirect;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/** The pretend cashier: a form to choose what happens, and "Pay", which makes it happen (contract section 8). */
@Controller
@Conditional(SandboxMode.class)
class Cashier {
    private final PretendLianLian lianlian;
    private final SandboxMerchant merchant;
    private final ResultRedirect redirect;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Cashier(PretendLianLian lianlian, SandboxMerchant merchant, ResultRedirect redirect, Clock clock) {
        this.lianlian = lianlian;
        this.merchant = merchant;
        this.redirect = redirect;
        this.clock = clock;
    }

    /** The form; query parameters fill it in, so that a second event of the same order can be played. */
    @GetMapping("/sandbox")
    ModelAndView form(
            @ModelAttribute("form") CashierForm form, HttpServletRequest request, HttpServletResponse response) {
        ModelAndView page = SandboxPage.of("cashier", response);
        page.addObject("kinds", PlayedKind.values());
        page.addObject("merchant", SandboxMerchant.OID_PARTNER);
        page.addObject("publicKey", merchant.publicKey());
        page.addObject("port", request.getServerPort());
        return page;
    }

    /**
     * Notifies the gateway, and sends the browser back as LianLian's page does: with a form that submits itself, or
     * without a result when there is none to bring (spec sections 1.1 and 1.4).
     */
    @PostMapping("/sandbox/pay")
    ModelAndView pay(@ModelAttribute("form") CashierForm form, HttpServletResponse response) {
        PlayedOrder order = form.order(clock);
        Rehearsal rehearsal = form.rehearsal();
        Play play = lianlian.play(order, rehearsal);
        if (!rehearsal.returns() || order.kind().returnForm() == PlayedKind.ReturnForm.NONE) {
            return new ModelAndView("redirect:/sandbox/watch");
        }
        if (!order.returnsToShop()) {
            boolean bareGet = order.kind().returnForm() == PlayedKind.ReturnForm.RES_DATA;
            return new ModelAndView("redirect:/lianlian/" + (bareGet ? "url_return" : "back_url"));
        }
        String merchantsPage = redirect.origin().map(origin -> " " + origin).orElse("");
        ModelAndView page = SandboxPage.submitting("return", response, nonce(), merchantsPage);
        page.addObject("fields", lianlian.returnForm(play));
        return page;
    }

    private String nonce() {
        byte[] nonce = new byte[16];
        random.nextBytes(nonce);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
    }
}
