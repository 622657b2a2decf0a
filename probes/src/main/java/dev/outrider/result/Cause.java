package dev.outrider.result;

/** Why a run was made, and so what it counts for. */
public enum Cause {
    /** A slot was due. */
    SCHEDULE,
    /** A slot's run would start a streak, so it is asked again at once. */
    CONFIRM,
    /** A person asked. */
    MANUAL,
    /** A remediation was tried. */
    VERIFY,
    /** A version on trial. */
    SHADOW;

    /** As it stands on the wire and in tables. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    public static Cause of(String word) {
        return valueOf(word.toUpperCase(java.util.Locale.ROOT));
    }
}
