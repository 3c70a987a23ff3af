# docker build -t broadsheet .
# docker run --env-file config/.env -v broadsheet:/var/lib/broadsheet broadsheet

# By digest, so that the same commit always makes the same image; these are Temurin 25.0.4.1+1. A newer one:
# docker buildx imagetools inspect eclipse-temurin:25-jdk
FROM eclipse-temurin:25-jdk@sha256:8c0a84ea11c8f6ed52600fc19f1040121f2a162998e9f50a5faebbbad9172dcc AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B -q -DskipTests -pl app -am package

FROM eclipse-temurin:25-jre@sha256:fcd7fd7b387f94bb2ac461478a7436ad8e349924c374ea8313919624dceae636
RUN groupadd --system --gid 10001 broadsheet \
 && useradd --system --uid 10001 --gid broadsheet --home-dir /var/lib/broadsheet broadsheet \
 && install -d -o broadsheet -g broadsheet /var/lib/broadsheet

WORKDIR /opt/broadsheet
COPY --from=build /src/app/target/lib lib
COPY --from=build /src/app/target/broadsheet.jar broadsheet.jar
COPY config config
COPY LICENSE LICENSE

# In a container other machines reach it, and whoever runs it reads its log from standard output.
ENV BROADSHEET_HOME=/var/lib/broadsheet \
    BROADSHEET_HTTP_ADDRESS=0.0.0.0 \
    BROADSHEET_HTTP_PORT=8080 \
    BROADSHEET_LOG=stdout
VOLUME /var/lib/broadsheet
EXPOSE 8080

# As a number, so that a platform which allows no root sees that it is none.
USER 10001:10001

HEALTHCHECK --interval=30s --timeout=10s --start-period=45s --retries=3 CMD ["/opt/broadsheet/config/container/healthy"]

ENTRYPOINT ["/opt/broadsheet/config/container/start"]
CMD ["serve"]
