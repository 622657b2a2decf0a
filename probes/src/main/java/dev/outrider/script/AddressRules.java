package dev.outrider.script;

/** What must be true of an address that is no URL of a request. */
final class AddressRules {
    private AddressRules() {}

    private static boolean isPort(String address) {
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        return port >= 1 && port <= 65_535;
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
            case "host", "name", "server" -> text.matches("[^\\s/]+");
            default -> true;
        };
        if (!right) {
            problems.error(
                    scalar.place(),
                    switch (name) {
                        case "address" -> "this is not an address";
                        case "url" -> "this is not the URL of a WebSocket";
                        default -> "this is not a host";
                    },
                    "",
                    switch (name) {
                        case "address" -> "an address is host:port, for example shop.example.com:443";
                        case "url" -> "it begins with wss:// or ws://";
                        default -> "write the name alone, for example shop.example.com";
                    });
        }
    }
}
