#!/usr/bin/env bash
# Makes the fixture of a release, which tests run beside today's build: the jars of its hub and its worker and, in pom.xml, what
# they need. Run it on the branch that goes on after the release, and commit what it changes:
#
#   e2e/last-release/fixture.sh v0.1.0     # or any other commit
#
# The same commit makes the same bytes on the same JDK. Needs git, unzip, Maven and a JDK 25.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(git -C "$here" rev-parse --show-toplevel)
commit=$(git -C "$root" rev-parse --verify "${1:?usage: $0 <tag or commit>}^{commit}")
modules="hub-service chat-worker"

version_of() { # folder with the project's pom.xml
  sed -n '/<artifactId>ssehub</,/<packaging>/ s|.*<version>\(.*\)</version>.*|\1|p' "$1/pom.xml"
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
git -C "$root" archive "$commit" | tar -x -C "$work"
cd "$work"
version=$(version_of .)
echo "building $version of $commit"
mvn -B -q -pl hub-service,chat-worker -am -DskipTests package \
  dependency:list -DincludeScope=runtime -DexcludeGroupIds=io.ssehub -DoutputFile=target/needed.txt

executable() { # module
  echo "$1/target/$1-$version.jar"
}
# What is shipped is what will be run; of that, the list knows where it is from.
needed() { # module: group, artifact, classifier or -, version of each jar
  unzip -Z1 "$(executable "$1")" 'BOOT-INF/lib/*.jar' | sed 's|.*/||' | grep -v -x -e "hub-protocol-$version.jar" -e "spring-boot-jarmode-tools-.*" >shipped.txt
  sed 's/\x1b\[[0-9;]*m//g; s/ -- .*//; s/[ \t]//g' "$1/target/needed.txt" |
    awk -F: 'NF == 5 { print $1, $2, "-", $4 } NF == 6 { print $1, $2, $4, $5 }' | sort |
    awk 'NR == FNR { shipped[$1]; next } ($2 "-" $4 ($3 == "-" ? "" : "-" $3) ".jar") in shipped' shipped.txt - >needed.txt
  [ "$(wc -l <needed.txt)" -eq "$(wc -l <shipped.txt)" ] || { echo "not all jars of $1 are known" >&2; return 1; }
  cat needed.txt
}

for module in hub-protocol $modules; do
  plain=$module/target/$module-$version.jar
  if [ -e "$plain.original" ]; then plain=$plain.original; fi # beside the executable one
  cp "$plain" "$here/$module.jar"
done
{
  echo "# Written by fixture.sh."
  echo "version=$version"
  echo "commit=$commit"
  for module in $modules; do
    main=$(unzip -p "$(executable "$module")" META-INF/MANIFEST.MF | tr -d '\r' | sed -n 's/^Start-Class: //p')
    echo "$module.main=$main"
  done
  for module in hub-protocol $modules; do
    echo "$module.sha256=$(sha256sum "$here/$module.jar" | cut -d ' ' -f 1)"
  done
} >"$here/release.properties"

{
  cat <<XML
<?xml version="1.0" encoding="UTF-8"?>
<!-- Written by fixture.sh. -->
<project xmlns="http://maven.apache.org/POM/4.0.0"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="http://maven.apache.org/POM/4.0.0 https://maven.apache.org/xsd/maven-4.0.0.xsd">
  <modelVersion>4.0.0</modelVersion>

  <parent>
    <groupId>io.ssehub</groupId>
    <artifactId>ssehub</artifactId>
    <version>$(version_of "$root")</version>
    <relativePath>../../pom.xml</relativePath>
  </parent>

  <artifactId>last-release</artifactId>
  <packaging>pom</packaging>
  <description>What the last release needs to run beside today's build; copied into target.</description>

  <build>
    <plugins>
      <plugin>
        <groupId>org.apache.maven.plugins</groupId>
        <artifactId>maven-dependency-plugin</artifactId>
        <executions>
XML
  for module in $modules; do
    cat <<XML
          <execution>
            <id>$module</id>
            <phase>generate-resources</phase>
            <goals>
              <goal>copy</goal>
            </goals>
            <configuration>
              <outputDirectory>\${project.build.directory}/$module</outputDirectory>
              <artifactItems>
XML
    needed "$module" | awk '{
      printf "                <artifactItem><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>", $1, $2, $4
      if ($3 != "-") printf "<classifier>%s</classifier>", $3
      print "</artifactItem>" }'
    cat <<XML
              </artifactItems>
            </configuration>
          </execution>
XML
  done
  cat <<XML
        </executions>
      </plugin>
    </plugins>
  </build>
</project>
XML
} >"$here/pom.xml"
echo "made: $(du -ch "$here"/*.jar | tail -1 | cut -f 1) of jars, $(grep -c artifactItem\> "$here/pom.xml") that they need"
