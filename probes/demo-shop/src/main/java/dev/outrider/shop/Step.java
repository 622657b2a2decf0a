package dev.outrider.shop;

import static java.util.stream.Collectors.joining;

import java.util.Optional;
import java.util.stream.Stream;

/** What a customer can do here, by the word that faults and the request log use. */
public enum Step {
    HOME,
    SEARCH,
    PRODUCTS,
    PRODUCT,
    PRODUCT_PAGE,
    LOGIN_PAGE,
    LOGIN,
    ACCOUNT,
    LOGOUT,
    CART,
    CART_STATUS,
    CART_DELETE,
    ORDER,
    PAY,
    ORDER_STATUS,
    CANCEL,
    ADDRESS,
    GO,
    STOCK,
    GRAPHQL,
    LOYALTY,
    FEED,
    AUTHORIZE,
    CONSENT,
    TOKEN,
    USERINFO,
    KEYS,
    SUPPLY,
    PARTNER,
    STORAGE,
    UPLOAD,
    DOCUMENT;

    /** The step as it is written: {@code order-status}. */
    public String word() {
        return Words.of(this);
    }

    public static Optional<Step> of(String word) {
        return Stream.of(values()).filter(step -> step.word().equals(word)).findFirst();
    }

    static String words() {
        return Stream.of(values()).map(Step::word).collect(joining(", "));
    }
}
