package dev.outrider.shop;

import java.util.HashMap;
import java.util.Map;

/** Where the customers live. Thread safe. */
final class AddressBook {
    private static final Address FIRST = new Address(1, "Canary", "1 Cage Street", "Vienna", "AT", "Ring twice.", true);

    private final Map<String, Address> byAccount = new HashMap<>();

    /** One address; its version counts the changes, so that a form that was opened before one is noticed. */
    record Address(
            int version, String name, String street, String city, String country, String note, boolean newsletter) {}

    synchronized Address of(String account) {
        return byAccount.getOrDefault(account, FIRST);
    }

    synchronized void put(String account, Address address) {
        byAccount.put(account, address);
    }
}
