package dev.outrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.FieldRefEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every member that the Vert.x jars refer to exists in the jars beside them. Vert.x, its modules and Netty come in
 * versions that do not always fit, and a set that does not fit passes ordinary tests until a rare path is taken.
 */
final class LinkageTest {
    /** Where a set can be broken; what the JDK has is its own business. */
    private static final List<String> LOOKED_AT =
            List.of("io.vertx.", "io.netty.", "com.hazelcast.", "io.micrometer.", "com.fasterxml.jackson.");

    /** Parts that Vert.x and Netty use only when somebody adds them. */
    private static final List<String> OPTIONAL = List.of(
            "com.fasterxml.jackson.databind.",
            "com.fasterxml.jackson.datatype.",
            "com.fasterxml.jackson.annotation.",
            "io.micrometer.registry.otlp.",
            "io.micrometer.influx.",
            "io.micrometer.jmx.",
            "io.netty.channel.epoll.",
            "io.netty.channel.kqueue.",
            "io.netty.channel.uring.",
            "io.netty.channel.socket.nio.NioDomain",
            "io.netty.handler.codec.haproxy.",
            "io.netty.pkitesting.",
            "io.vertx.codegen.",
            "io.vertx.ext.auth.htdigest.",
            "io.vertx.ext.auth.jwt.",
            "io.vertx.ext.auth.oauth2.",
            "io.vertx.ext.auth.otp.",
            "io.vertx.ext.auth.webauthn4j.",
            "io.vertx.ext.healthchecks.",
            "io.vertx.docgen.");

    /** Broken in the set that we have, and not called by us: mapping an event of Vert.x's own JSON stream parser. */
    private static final Set<String> KNOWN =
            Set.of("vertx-core-5.1.6.jar: io/vertx/core/parsetools/impl/JsonEventImpl.class needs"
                    + " io/vertx/core/json/jackson/JacksonFactory.CODECLio/vertx/core/json/jackson/JacksonCodec;");

    private final Map<Class<?>, Set<String>> members = new HashMap<>();

    @Test
    void every_member_that_the_vertx_jars_refer_to_exists() throws IOException {
        Set<String> missing = new TreeSet<>();
        List<File> jars = vertxJars();
        assertThat(jars).as("jars of Vert.x on the class path").hasSizeGreaterThan(5);
        for (File jar : jars) {
            check(jar, missing);
        }
        assertThat(missing).isEqualTo(KNOWN);
    }

    private static List<File> vertxJars() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(File::new)
                .filter(file ->
                        file.getName().startsWith("vertx-") && file.getName().endsWith(".jar"))
                .toList();
    }

    private void check(File jar, Set<String> missing) throws IOException {
        try (JarFile file = new JarFile(jar, false, ZipFile.OPEN_READ, Runtime.version())) {
            for (JarEntry entry :
                    file.versionedStream().filter(LinkageTest::isClass).toList()) {
                ClassModel model =
                        ClassFile.of().parse(file.getInputStream(entry).readAllBytes());
                for (PoolEntry constant : model.constantPool()) {
                    @Nullable String problem = problem(constant);
                    if (problem != null) {
                        missing.add("%s: %s needs %s".formatted(jar.getName(), entry.getName(), problem));
                    }
                }
            }
        }
    }

    private static boolean isClass(JarEntry entry) {
        return entry.getName().endsWith(".class")
                && !entry.getName().startsWith("META-INF/")
                && !entry.getName().equals("module-info.class");
    }

    /** What a constant names and cannot be had, or null. */
    private @Nullable String problem(PoolEntry constant) {
        return switch (constant) {
            case MemberRefEntry member -> missingMember(member);
            case ClassEntry type -> missingClass(type.asInternalName());
            default -> null;
        };
    }

    private @Nullable String missingMember(MemberRefEntry member) {
        String owner = member.owner().asInternalName();
        if (!isLookedAt(owner)) {
            return null;
        }
        @Nullable Class<?> type = load(owner);
        if (type == null) {
            return missingClass(owner);
        }
        String name = member.name().stringValue() + member.type().stringValue();
        boolean found = member instanceof FieldRefEntry ? has(type, "." + name) : has(type, name);
        return found ? null : owner + "." + name;
    }

    private @Nullable String missingClass(String name) {
        // A class that is there and cannot be loaded extends an optional part.
        boolean there = LinkageTest.class.getClassLoader().getResource(name + ".class") != null;
        return isLookedAt(name) && !isOptional(name) && !there ? name : null;
    }

    private static boolean isLookedAt(String internalName) {
        return LOOKED_AT.stream().anyMatch(internalName.replace('/', '.')::startsWith);
    }

    private static boolean isOptional(String internalName) {
        return OPTIONAL.stream().anyMatch(internalName.replace('/', '.')::startsWith);
    }

    private static @Nullable Class<?> load(String internalName) {
        try {
            return Class.forName(internalName.replace('/', '.'), false, LinkageTest.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError missing) {
            return null;
        }
    }

    private boolean has(Class<?> type, String member) {
        Deque<Class<?>> open = new ArrayDeque<>(List.of(type));
        Set<Class<?>> seen = new HashSet<>();
        while (!open.isEmpty()) {
            Class<?> next = open.remove();
            if (!seen.add(next)) {
                continue;
            }
            if (declared(next).contains(member)) {
                return true;
            }
            if (next.getSuperclass() != null) {
                open.add(next.getSuperclass());
            } else if (next.isInterface()) {
                open.add(Object.class);
            }
            open.addAll(Arrays.asList(next.getInterfaces()));
        }
        return false;
    }

    private Set<String> declared(Class<?> type) {
        return members.computeIfAbsent(type, LinkageTest::readMembers);
    }

    private static Set<String> readMembers(Class<?> type) {
        Set<String> names = new HashSet<>();
        try {
            for (Method method : type.getDeclaredMethods()) {
                names.add(method.getName() + descriptor(method.getReturnType(), method.getParameterTypes()));
            }
            for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                names.add("<init>" + descriptor(void.class, constructor.getParameterTypes()));
            }
            for (Field field : type.getDeclaredFields()) {
                names.add("." + field.getName() + field.getType().descriptorString());
            }
        } catch (LinkageError optionalPart) {
            // A signature names a class that is not there: the constant that names it is reported by itself.
            return new AnyName();
        }
        return names;
    }

    private static String descriptor(Class<?> result, Class<?>[] parameters) {
        return MethodType.methodType(result, parameters).toMethodDescriptorString();
    }

    /** Holds every name: for a class whose members cannot be listed. */
    private static final class AnyName extends HashSet<String> {
        @Override
        public boolean contains(@Nullable Object name) {
            return true;
        }
    }
}
