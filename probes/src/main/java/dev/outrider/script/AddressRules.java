package dev.outrider.script;

/** What must be true of an address that is no URL of a request. */
final class AddressRules {
    /** An IPv6 address, with or without brackets. */
    private static final String SIX = "\\[?[0-9A-Fa-f.]*(:[0-9A-Fa-f.]*){2,}]?";

    private AddressRules() {}

    /** Whether what stands behind the last colon is a port that there may be. */
    static boolean isPort(String address) {
        String port = address.substring(address.lastIndexOf(':') + 1);
        return port.matches("[0-9]{1,5}") && Integer.parseInt(port) >= 1 && Integer.parseInt(port) <= 65_535;
    }

    /** @param name of the setting that holds it; what is computed is not looked at */
    static void check(String name, Node.Scalar scalar, Problems problems) {
        String text = scalar.text().strip();
        if (text.contains("${")) {
            return;
        }
        boolean right = switch (name) {
            case "address" -> text.matches("(\\[[0-9A-Fa-f:.]+]|[^\\s:/]+):[0-9]{1,5}") && isPort(text);
            case "url" -> text.matches("wss?://\\S+");
            case "host", "name" -> text.matches(SIX) || text.matches("[^\\s/:]+");
            case "server" -> text.matches("[^\\s/]+") && (text.matches(SIX) || !text.contains(":") || isPort(text));
            default -> true;
        };
        if (!right) {
            problems.error(
                    scalar.place(),
                    switch (name) {
                        case "address" -> "this is not an address";
                        case "url" -> "this is not the URL of a WebSocket";
                        case "server" -> "this is not a name server";
                        default -> "this is not a host";
                    },
                    "",
                    switch (name) {
                        case "address" -> "an address is host:port, for example shop.example.com:443";
                        case "url" -> "it begins with wss:// or ws://";
                        case "server" -> "write its address, with a port where it is not 53: 192.0.2.53:5353";
                        default -> "write the name alone, for example shop.example.com";
                    });
        }
    }
}
