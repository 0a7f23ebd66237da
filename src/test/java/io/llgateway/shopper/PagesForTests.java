package io.llgateway.shopper;

import org.springframework.context.support.ResourceBundleMessageSource;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** The real pages, with the real templates and texts, without a web server. */
final class PagesForTests {
    private PagesForTests() {}

    static ShopperPages pages(boolean sandbox, String resultUrl) {
        ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
        texts.setBasename("text/pages");
        texts.setDefaultEncoding("UTF-8");
        texts.setFallbackToSystemLocale(false);
        ClassLoaderTemplateResolver templates = new ClassLoaderTemplateResolver();
        templates.setPrefix("templates/");
        templates.setSuffix(".html");
        templates.setCharacterEncoding("UTF-8");
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(templates);
        engine.setTemplateEngineMessageSource(texts);
        return new ShopperPages(engine, redirect(resultUrl), new SandboxMark(sandbox));
    }

    static ResultRedirect redirect(String resultUrl) {
        return new ResultRedirect(new ShopperSettings(resultUrl, java.time.Duration.ofDays(7)));
    }
}
