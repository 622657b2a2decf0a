package dev.outrider.script;

/** Which names a script may make. */
final class MadeName {
    private MadeName() {}

    /** False, and {@code problems} knows, when the language has it already or no expression could read it. */
    static boolean isFree(Node.Scalar key, Problems problems) {
        String name = key.text();
        if (Reserved.TAKEN.contains(name)) {
            problems.error(key.place(), "'" + name + "' already means something here", "choose another name");
            return false;
        }
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]{0,63}")) {
            problems.error(key.place(), "a name is made of letters, digits and '_'");
            return false;
        }
        return true;
    }
}
