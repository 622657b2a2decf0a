#!/usr/bin/env bash
# Makes the small root file system of an image, in a build stage that has a JDK: runtime.sh FOLDER
# A Java runtime of the modules that the programs use, the C libraries that it loads, and a user who may do nothing.
set -euo pipefail
root=$1

# What jdeps finds in the jars of all three programs (java.desktop is for java.beans), and what it cannot see: jdk.zipfs, and
# jdk.charsets for pages of Japan and Korea.
modules=java.base,jdk.charsets,java.desktop,java.logging,java.management,java.naming,java.net.http,java.scripting,java.sql,java.xml
modules+=,jdk.jfr,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs

mkdir -p "$root"/{etc,tmp,data,app}
jlink --add-modules "$modules" --strip-java-debug-attributes --no-header-files --no-man-pages \
  --compress zip-6 --generate-cds-archive --output "$root/jre"
# Pictures and windows are of no use here, and want libraries that are not there.
rm -f "$root"/jre/lib/lib{awt*,splashscreen,fontmanager,freetype,javajpeg,lcms,mlib_image,jawt,jsound}.so

# Links too: ldd names the links, a copy with -L makes files of them.
libraries() {
  { ldd "$root/jre/bin/java" "$root"/jre/lib/*.so "$root"/jre/lib/server/*.so "$root"/app/native/*.so || true; } 2>/dev/null |
    grep -oE '/[^ ]+' | grep -vE "^$root|:$" | sort -u
}
for library in $(libraries); do
  mkdir -p "$root$(dirname "$library")"
  cp -L "$library" "$root$library"
done

echo 'outrider:x:65532:65532:Outrider:/data:/sbin/nologin' >"$root/etc/passwd"
echo 'outrider:x:65532:' >"$root/etc/group"
echo 'hosts: files dns' >"$root/etc/nsswitch.conf"
chmod 1777 "$root/tmp"
chown 65532:65532 "$root/data"
