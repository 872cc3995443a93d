#!/usr/bin/env python3
"""Compose file against the files that it names; rendered Helm chart against
the schemas of Kubernetes and of the Flink Kubernetes operator; the jobs against the classes that there are.

    check_schemas.py OPERATOR_API.jar OBJECTS.yaml
"""

import pathlib
import re
import sys
import zipfile

import jsonschema
import kubernetes_validate
import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
DOCKER = ROOT / "docker"
KUBERNETES = "1.31"
JOBS = {"ingest", "signals", "risk", "execution-sink", "pnl", "archive"}


def check(holds, sentence):
    if not holds:
        sys.exit(sentence)


def valid(schema, thing, name):
    faults = [f"{name}: {'.'.join(map(str, e.path))}: {e.message[:200]}"
              for e in jsonschema.Draft7Validator(schema).iter_errors(thing)]
    check(not faults, "\n".join(faults))


def compose():
    with open(DOCKER / "compose.yaml", encoding="utf-8") as file:
        stack = yaml.safe_load(file)
    services, secrets, volumes = stack["services"], stack["secrets"], stack["volumes"]
    made = set(re.findall(r"for name in ([^;]+);", (DOCKER / "secrets.sh").read_text())[0].split())
    made |= set(re.findall(r"^keep ([a-z-]+) ", (DOCKER / "secrets.sh").read_text(), re.M))
    check(made == set(secrets), f"secrets.sh makes {sorted(made)}, the compose file names {sorted(secrets)}")
    for name, service in services.items():
        given = service.get("secrets", [])
        for secret in [s["source"] if isinstance(s, dict) else s for s in given]:
            check(secret in secrets, f"{name}: there is no secret {secret}")
        if "./desk.yaml:/etc/alphaflow/desk.yaml:ro" in service.get("volumes", []):
            places = {s["target"] for s in given if isinstance(s, dict)}
            check(desk_secrets() <= places, f"{name}: the desk's file wants {sorted(desk_secrets() - places)}")
        for other in service.get("depends_on", []):
            check(other in services, f"{name}: there is no service {other}")
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            there = (DOCKER / source).exists() if source.startswith(".") else source in volumes
            check(there, f"{name}: there is no {source}")
        if "build" in service:
            check((ROOT / service["build"]["dockerfile"]).exists(), f"{name}: no {service['build']['dockerfile']}")
        if service.get("restart") == "unless-stopped" and name != "alertmanager":
            check("healthcheck" in service, f"{name}: it has no health check")
        if service.get("restart") == "unless-stopped":
            check("limits" in service["deploy"]["resources"], f"{name}: it has no limits")
    print(f"compose.yaml: {len(services)} services")


def desk_secrets():
    """Files that the desk's file refers to."""
    found = set(re.findall(r"\$\{file:([^}]+)\}", (DOCKER / "desk.yaml").read_text()))
    check(found, "desk.yaml has no secret")
    return found


def objects(jar, rendered):
    with zipfile.ZipFile(jar) as archive:
        crd = yaml.safe_load(archive.read("META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml"))
    schema = closed(crd["spec"]["versions"][0]["schema"]["openAPIV3Schema"])
    schema["properties"].update(apiVersion={}, kind={}, metadata={"type": "object"})
    # The newest of Maven's registry ends with Flink 1.20.
    schema["properties"]["spec"]["properties"]["flinkVersion"]["enum"].append("v2_2")
    kinds = {}
    deployed = set()
    for thing in yaml.safe_load_all(pathlib.Path(rendered).read_text()):
        kind = thing["kind"]
        kinds[kind] = kinds.get(kind, 0) + 1
        if kind == "FlinkDeployment":
            valid(schema, thing, thing["metadata"]["name"])
            job = thing["spec"]["job"]
            check(job["upgradeMode"] == "savepoint", f"{thing['metadata']['name']}: not upgraded by savepoint")
            source = "src/main/java/" + job["entryClass"].replace(".", "/") + ".java"
            name = thing["metadata"]["name"].removeprefix("desk-")
            check((ROOT / "jobs" / name / source).exists(), f"there is no {job['entryClass']} in jobs/{name}")
            pod = {**thing["spec"]["podTemplate"], "metadata": {"name": "pod"}}
            # The operator adds the image.
            for container in pod["spec"]["containers"]:
                container["image"] = "flink"
            kubernetes_validate.validate(pod, KUBERNETES, strict=True)
            mounts = {m["name"]: m["mountPath"] for m in pod["spec"]["containers"][0]["volumeMounts"]}
            # Kubernetes mounts the token of the service account in /var/run/secrets, which is /run/secrets.
            check(not any(re.match(r"(/var)?/run(/|$)", path) for path in mounts.values()), f"{name}: mounts over the token")
            folders = {str(pathlib.PurePosixPath(path).parent) for path in desk_secrets()}
            check(folders == {mounts["secrets"]}, f"{name}: secrets are in {mounts['secrets']}, not in {folders}")
            deployed.add(name)
        elif not thing["apiVersion"].startswith("monitoring.coreos.com"):
            kubernetes_validate.validate(thing, KUBERNETES, strict=True)
        elif kind == "PrometheusRule":
            check(len(thing["spec"]["groups"]) == 3, "the rules are not those of alerts.yml")
    check(deployed == JOBS, f"jobs of the chart: {sorted(deployed)}, of the desk: {sorted(JOBS)}")
    submitted = set(re.findall(r"^submit ([a-z-]+) ", (DOCKER / "jobs" / "submit-jobs.sh").read_text(), re.M))
    check(submitted == JOBS, f"submit-jobs.sh submits {sorted(submitted)}")
    print("Helm chart: " + ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())))


def closed(schema):
    """The operator drops what its schema does not know; here it is a mistake."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: closed(value) for key, value in schema.items()}
    if isinstance(schema.get("properties"), dict) and not schema.get("x-kubernetes-preserve-unknown-fields"):
        inner.setdefault("additionalProperties", False)
    return inner


def topics():
    """topics.sh makes the topics of the code, compacted as there."""
    source = (ROOT / "common/src/main/java/io/alphaflow/common/topic/Topics.java").read_text()
    code = set(re.findall(r'new Topic<>\(\s*"([a-z.-]+)"', source))
    script = (DOCKER / "topics.sh").read_text()
    made = set(re.findall(r"^create ([a-z.-]+) ", script, re.M))
    for names in re.findall(r"for topic in ([^;]+);", script):
        made |= set(names.split())
    check(made == code, f"topics.sh: {sorted(made)}, the code: {sorted(code)}")
    print(f"topics.sh: {len(made)} topics")


if __name__ == "__main__":
    compose()
    objects(sys.argv[1], sys.argv[2])
    topics()
