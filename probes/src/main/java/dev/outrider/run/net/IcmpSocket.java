package dev.outrider.run.net;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * A socket of Linux that sends and hears echoes of ICMP, connected to one address. The JDK has none: it is made by the C library's own
 * functions. Used by one platform thread, which its calls block.
 */
final class IcmpSocket implements AutoCloseable {
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_RAW = 3;
    private static final int IPPROTO_ICMP = 1;
    private static final int IPPROTO_ICMPV6 = 58;
    private static final short POLLIN = 1;
    private static final int BUFFER = 512;

    private final Calls calls;
    private final MemorySegment buffer;
    private final MemorySegment waited;
    private final boolean v6;
    private final boolean raw;
    private final int descriptor;

    private IcmpSocket(Calls calls, Arena arena, InetAddress address, boolean raw, int descriptor) {
        this.calls = calls;
        this.buffer = arena.allocate(BUFFER, 8);
        this.waited = arena.allocate(8, 4);
        this.v6 = address instanceof Inet6Address;
        this.raw = raw;
        this.descriptor = descriptor;
    }

    /** What the system answered instead, by its number. */
    static final class Refused extends Exception {
        private final int errno;

        Refused(int errno) {
            super("errno " + errno);
            this.errno = errno;
        }

        int errno() {
            return errno;
        }
    }

    /**
     * For anybody where the system allows it to our group; else for who may do everything.
     *
     * @param arena whose memory it uses
     */
    static IcmpSocket to(InetAddress address, Arena arena) throws Refused {
        Calls calls = new Calls(arena);
        boolean v6 = address instanceof Inet6Address;
        int family = v6 ? AF_INET6 : AF_INET;
        int protocol = v6 ? IPPROTO_ICMPV6 : IPPROTO_ICMP;
        int descriptor = calls.socket(family, SOCK_DGRAM, protocol);
        int errno = calls.errno();
        boolean raw = descriptor < 0;
        if (raw) {
            descriptor = calls.socket(family, SOCK_RAW, protocol);
        }
        if (descriptor < 0) {
            throw new Refused(errno);
        }
        IcmpSocket socket = new IcmpSocket(calls, arena, address, raw, descriptor);
        socket.connect(address, arena);
        return socket;
    }

    private void connect(InetAddress address, Arena arena) throws Refused {
        byte[] octets = address.getAddress();
        MemorySegment name = arena.allocate(28, 4);
        name.set(JAVA_SHORT, 0, (short) (v6 ? AF_INET6 : AF_INET));
        MemorySegment.copy(octets, 0, name, JAVA_BYTE, v6 ? 8 : 4, octets.length);
        if (address instanceof Inet6Address six) {
            name.set(JAVA_INT, 24, six.getScopeId());
        }
        if (calls.connect(descriptor, name, v6 ? 28 : 16) < 0) {
            int errno = calls.errno();
            calls.close(descriptor);
            throw new Refused(errno);
        }
    }

    /**
     * Sends one.
     *
     * @param token by which its echo is known: other programs ping, too
     */
    void send(int number, long token) throws Refused {
        byte[] packet = EchoPacket.request(v6, number, token);
        MemorySegment.copy(packet, 0, buffer, JAVA_BYTE, 0, packet.length);
        if (calls.send(descriptor, buffer, packet.length) < 0) {
            throw new Refused(calls.errno());
        }
    }

    /** The number of an echo; -1 when none came in the time, or something else did. */
    int receive(long token, int millis) throws Refused {
        waited.set(JAVA_INT, 0, descriptor);
        waited.set(JAVA_SHORT, 4, POLLIN);
        if (calls.poll(waited, millis) <= 0) {
            return -1;
        }
        long length = calls.receive(descriptor, buffer, BUFFER);
        if (length < 0) {
            throw new Refused(calls.errno());
        }
        return EchoPacket.number(buffer.asSlice(0, length).toArray(JAVA_BYTE), v6, raw, token);
    }

    @Override
    public void close() {
        calls.close(descriptor);
    }

    /** The functions of the C library. */
    private static final class Calls {
        private static final Linker LINKER = Linker.nativeLinker();
        private static final MethodHandle SOCKET =
                handle("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
        private static final MethodHandle CONNECT =
                handle("connect", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
        private static final MethodHandle SEND =
                handle("send", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
        private static final MethodHandle RECV =
                handle("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
        private static final MethodHandle POLL =
                handle("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
        private static final MethodHandle CLOSE = handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
        private static final VarHandle ERRNO =
                Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));

        private final MemorySegment state;

        Calls(Arena arena) {
            this.state = arena.allocate(Linker.Option.captureStateLayout());
        }

        @SuppressWarnings("restricted")
        private static MethodHandle handle(String name, FunctionDescriptor types) {
            return LINKER.downcallHandle(
                    LINKER.defaultLookup().findOrThrow(name), types, Linker.Option.captureCallState("errno"));
        }

        /** Of the last call that failed. */
        int errno() {
            return (int) ERRNO.get(state, 0L);
        }

        int socket(int family, int type, int protocol) {
            try {
                return (int) SOCKET.invokeExact(state, family, type, protocol);
            } catch (Throwable impossible) {
                throw new IllegalStateException("socket", impossible);
            }
        }

        int connect(int descriptor, MemorySegment name, int size) {
            try {
                return (int) CONNECT.invokeExact(state, descriptor, name, size);
            } catch (Throwable impossible) {
                throw new IllegalStateException("connect", impossible);
            }
        }

        long send(int descriptor, MemorySegment bytes, long length) {
            try {
                return (long) SEND.invokeExact(state, descriptor, bytes, length, 0);
            } catch (Throwable impossible) {
                throw new IllegalStateException("send", impossible);
            }
        }

        long receive(int descriptor, MemorySegment into, long most) {
            try {
                return (long) RECV.invokeExact(state, descriptor, into, most, 0);
            } catch (Throwable impossible) {
                throw new IllegalStateException("recv", impossible);
            }
        }

        int poll(MemorySegment one, int millis) {
            try {
                return (int) POLL.invokeExact(state, one, 1L, millis);
            } catch (Throwable impossible) {
                throw new IllegalStateException("poll", impossible);
            }
        }

        void close(int descriptor) {
            try {
                var _ = (int) CLOSE.invokeExact(state, descriptor);
            } catch (Throwable impossible) {
                throw new IllegalStateException("close", impossible);
            }
        }
    }
}
