package dev.outrider.shop;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;

/**
 * The RSA key of the shop. Everybody can read it here, so it protects nothing; making a new one at each
 * start takes seconds on a small machine.
 */
final class DemoKey {
    private static final BigInteger P = new BigInteger(
            "f79d23f6bab68131e7d7dfea4f4d7a242e8d7f7c1aa4d46e0b07c747edb0d968"
                    + "ceea75c29f5fe3cfa8fcc84c0ef77498e5eac8a7497dde08ea251bf4dd535991"
                    + "46fe97056833c71fc5317e7f6ee7e8d685bff4ca27ac8eede3f526138534bf2a"
                    + "3031bc533ffa81453aea960e97712c174f3245f980f1874b039d989ae32c1d21",
            16);
    private static final BigInteger Q = new BigInteger(
            "fbf7d8a10c81f7ee8a54b33075c33a85143405e09ed72df51f81547df6db6589"
                    + "45e4cd469478ec4a63bb6f948b21e42f6b0e1d2455584eed1b4e046c809ac5bd"
                    + "c4d80cfb3bde44696e524b1a270a14fe04f148b1e423c035bc4435a7c9f4905e"
                    + "c8edf93472d2f5d6e6d21c9206beb3436edd78f757b628d71814adb2b986746b",
            16);
    private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);

    private DemoKey() {}

    static KeyPair rsa() {
        BigInteger modulus = P.multiply(Q);
        BigInteger p1 = P.subtract(BigInteger.ONE);
        BigInteger q1 = Q.subtract(BigInteger.ONE);
        BigInteger secret = EXPONENT.modInverse(p1.multiply(q1));
        try {
            KeyFactory keys = KeyFactory.getInstance("RSA");
            return new KeyPair(
                    keys.generatePublic(new RSAPublicKeySpec(modulus, EXPONENT)),
                    keys.generatePrivate(new RSAPrivateCrtKeySpec(
                            modulus, EXPONENT, secret, P, Q, secret.mod(p1), secret.mod(q1), Q.modInverse(P))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }
}
