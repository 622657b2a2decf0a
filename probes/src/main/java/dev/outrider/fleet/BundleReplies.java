package dev.outrider.fleet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Answers requests for bundles. */
final class BundleReplies {
    /** Bytes of bundles in one reply, more than one of them: large enough for hundreds, small enough for a small heap. */
    static final long LENGTH = 1 << 20;

    private BundleReplies() {}

    /** @param known looks one up by its SHA-256 */
    static BundleReply to(BundleRequest request, Function<String, Optional<Bundle>> known) {
        List<Bundle> bundles = new ArrayList<>();
        Map<String, String> refused = new LinkedHashMap<>();
        long length = 0;
        for (String digest : request.digests()) {
            Optional<Bundle> bundle = known.apply(digest);
            if (bundle.isEmpty()) {
                refused.put(digest, "this store has no bundle %s".formatted(digest));
                continue;
            }
            long own = bundle.get().length();
            if (own > request.largest()) {
                refused.put(digest, tooLarge(own, request.largest()));
                continue;
            }
            length += own;
            if (length > LENGTH && !bundles.isEmpty()) {
                break;
            }
            bundles.add(bundle.get());
        }
        return new BundleReply(bundles, refused);
    }

    private static String tooLarge(long bytes, long largest) {
        return ("it is made of %,d KiB of files, and the agent's heap has room for %,d KiB in one journey: "
                        + "send smaller files, or start the agent with more (-Xmx)")
                .formatted(bytes >> 10, largest >> 10);
    }
}
