package io.llgateway.intake;

import java.nio.charset.Charset;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * {@code gateway.intake} (contract section 3).
 *
 * @param maxBody most bytes of one body, counted while reading; default 16KB
 * @param charset of {@code url_return}'s form: UTF-8, GBK or GB18030; the signature is over UTF-8 all the same
 * @param allowedSources CIDR list of addresses that may call {@code notify_url}; empty = any
 * @param trustedProxies CIDR list of proxies whose {@code X-Forwarded-*} count
 * @param returnByGet whether {@code url_return} also takes {@code res_data} from the query string of a GET
 */
public record IntakeSettings(
        @DefaultValue("16KB") DataSize maxBody,
        @DefaultValue("UTF-8") Charset charset,
        @DefaultValue List<String> allowedSources,
        @DefaultValue List<String> trustedProxies,
        @DefaultValue("false") boolean returnByGet) {}
