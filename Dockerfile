# docker build -t broadsheet .
# docker run --env-file config/.env -v broadsheet:/var/lib/broadsheet broadsheet

FROM eclipse-temurin:25-jdk AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B -q -DskipTests -pl app -am package

FROM eclipse-temurin:25-jre
RUN groupadd --system --gid 10001 broadsheet \
 && useradd --system --uid 10001 --gid broadsheet --home-dir /var/lib/broadsheet broadsheet \
 && install -d -o broadsheet -g broadsheet /var/lib/broadsheet

WORKDIR /opt/broadsheet
COPY --from=build /src/app/target/lib lib
COPY --from=build /src/app/target/broadsheet.jar broadsheet.jar
COPY config config
COPY LICENSE LICENSE

ENV BROADSHEET_HOME=/var/lib/broadsheet
VOLUME /var/lib/broadsheet
USER broadsheet

# More JVM options go into JDK_JAVA_OPTIONS.
HEALTHCHECK --interval=30s --timeout=10s --start-period=45s --retries=3 \
  CMD ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx32m", "-cp", "/opt/broadsheet/broadsheet.jar", "io.broadsheet.app.Healthcheck"]

ENTRYPOINT ["java", "--sun-misc-unsafe-memory-access=allow", "-Xmx1g", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-Dbroadsheet.dist=/opt/broadsheet", "-jar", "/opt/broadsheet/broadsheet.jar"]
CMD ["serve"]
