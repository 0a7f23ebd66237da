package io.llgateway.verification;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest LianLian signs with, which every Java platform has. */
final class Md5 {
    private Md5() {}

    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform has no MD5", e);
        }
    }
}
