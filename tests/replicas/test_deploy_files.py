"""The files of a deployment can be parsed, agree with each other and with the code, and are complete."""

import configparser
import json
import re
import shlex
import shutil
from collections import Counter
from ipaddress import ip_address, ip_network

import pytest
import yaml

from lib.address import pages
from lib.settings import Settings, read
from lib.web.connections import HEAD_TIMEOUT
from lib.web.middleware.limits import LARGEST_BODY
from lib.web.open_files import sessions_for
from lib.web.server import routes
from tests.browser.serving import ROOT, running_server

from .test_replicas import fetch
from .visitor import Visitor

DEPLOY = ROOT / "deploy"
PORT = 8501
PATHS = {route.path for route in routes}
COMMAND = ["streamlit", "run", "app.py", "--server.fileWatcherType=none"]


def text(name):
    return (DEPLOY / name).read_text(encoding="utf-8")


def dockerfile():
    """The instructions, each with its arguments as one text, in order; continued lines are joined."""
    lines = re.sub(r"\\\n\s*", "", text("Dockerfile")).splitlines()
    return [tuple(line.split(" ", 1)) for line in lines if line and not line.startswith("#")]


def words_of(instruction):
    return [words for name, words in dockerfile() if name == instruction]


def image_environment():
    return dict(pair.split("=", 1) for words in words_of("ENV") for pair in shlex.split(words))


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load(text("compose.yaml"))


@pytest.fixture(scope="module")
def kubernetes():
    """Every object by its kind; the Ingress of downloads has the key `Downloads`."""
    objects = list(yaml.safe_load_all(text("kubernetes.yaml")))
    own = {one["kind"] if one["metadata"]["name"] == "certwise" else "Downloads": one for one in objects}
    assert len(own) == len(objects)
    return own


@pytest.fixture(scope="module")
def pod(kubernetes):
    return kubernetes["Deployment"]["spec"]["template"]["spec"]


@pytest.fixture(scope="module")
def unit():
    """The section of the systemd unit that describes the service."""
    parser = configparser.RawConfigParser(strict=False, interpolation=None)
    parser.optionxform = str
    parser.read_string(text("certwise.service"))
    return parser["Service"]


# What starts ─────────────────────────────────────────────────────────────────


def test_every_deployment_starts_the_server_in_the_same_way(unit):
    assert json.loads(words_of("CMD")[-1]) == COMMAND
    binary, *arguments = unit["ExecStart"].split()
    assert (binary.rsplit("/", 1)[-1], arguments) == (COMMAND[0], COMMAND[1:])
    serve = re.search(r"^serve:.*\n\t(.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    log, *command = serve[1].split()
    assert log == "CERTWISE_LOG=$${CERTWISE_LOG:-requests}"
    assert command[:4] == ["exec", "$(BIN)/streamlit", *COMMAND[1:3]]
    assert COMMAND[3] in command


def test_all_name_the_same_port(compose, kubernetes, pod, unit):
    assert image_environment()["STREAMLIT_SERVER_PORT"] == str(PORT)
    assert words_of("EXPOSE") == [str(PORT)]
    assert f"127.0.0.1:{PORT}/" in words_of("HEALTHCHECK")[0]
    assert f"STREAMLIT_SERVER_PORT={PORT}" in text("certwise.service")
    ports = pod["containers"][0]["ports"]
    assert ports == [{"name": "http", "containerPort": PORT}]
    assert kubernetes["Service"]["spec"]["ports"][0]["targetPort"] == ports[0]["name"]
    upstreams = set(re.findall(r"server (\S+):(\d+)", text("nginx.conf")))
    assert upstreams == {(name, str(PORT)) for name in compose["services"] if name != "nginx"}
    listened = re.search(r"listen (\d+);", text("nginx.conf"))[1]
    assert compose["services"]["nginx"]["ports"] == [f"${{PORT:-8080}}:{listened}"]


def test_probes_ask_what_the_server_answers(pod):
    container = pod["containers"][0]
    probes = {name: container[f"{name}Probe"]["httpGet"]["path"] for name in ("startup", "readiness", "liveness")}
    assert probes == {"startup": "/healthz", "readiness": "/readyz", "liveness": "/healthz"}
    assert set(probes.values()) <= PATHS
    assert re.search(rf"127\.0\.0\.1:{PORT}(/\w+)", words_of("HEALTHCHECK")[0])[1] in PATHS
    assert {"location = /metrics { return 404; }"} <= {line.strip() for line in text("nginx.conf").splitlines()}
    assert "/metrics" in PATHS


def test_files_may_be_open_for_as_many_readers_as_are_served(compose, unit):
    limits = (int(unit["LimitNOFILE"]), compose["x-certwise"]["ulimits"]["nofile"])
    assert all(sessions_for(files) >= Settings().sessions for files in limits)
    enough = int(re.search(r"([\d,]+) are enough for 500 readers", text("kubernetes.yaml"))[1].replace(",", ""))
    assert sessions_for(enough) == Settings().sessions == 500


def test_a_head_is_waited_for_as_long_in_front_of_the_server_as_in_it():
    assert f"client_header_timeout {HEAD_TIMEOUT:.0f}s;" in text("nginx.conf")


def test_settings_in_all_files_are_settings_with_values_that_can_be_used(compose, pod):
    in_compose = {
        name: re.sub(r"\$\{\w+:-(.*)\}", r"\1", value) for name, value in compose["x-certwise"]["environment"].items()
    }
    in_unit = dict(re.findall(r"\b(CERTWISE_\w+)=(\S+)", text("certwise.service")))
    in_pod = {one["name"]: one["value"] for one in pod["containers"][0]["env"]}
    for environment in (image_environment(), in_compose, in_pod, in_unit):
        assert read(environment).log == "requests"
    named = {name for file in DEPLOY.iterdir() for name in re.findall(r"\bCERTWISE_[A-Z]+\b", text(file.name))}
    documented = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in documented for name in named)


# Who may what ────────────────────────────────────────────────────────────────


def test_the_container_runs_as_nobody_and_writes_nowhere(compose, pod):
    user = int(words_of("USER")[-1])
    assert user == pod["securityContext"]["runAsUser"] > 0
    assert f"--uid {user}" in words_of("RUN")[1]
    rights = pod["containers"][0]["securityContext"]
    assert (rights["readOnlyRootFilesystem"], rights["allowPrivilegeEscalation"]) == (True, False)
    assert rights["capabilities"] == {"drop": ["ALL"]}
    for service in compose["services"].values():
        assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])


def test_the_proxy_and_nobody_else_is_believed(compose):
    network = ip_network(compose["x-certwise"]["environment"]["FORWARDED_ALLOW_IPS"])
    assert str(network) == compose["networks"]["inside"]["ipam"]["config"][0]["subnet"]
    services = compose["services"].values()
    addresses = [ip_address(service["networks"]["inside"]["ipv4_address"]) for service in services]
    assert len(set(addresses)) == len(addresses)
    assert all(address in network for address in addresses)


def test_the_proxies_take_what_the_app_takes(kubernetes):
    assert LARGEST_BODY == 64 * 1024
    assert "client_max_body_size 64k;" in text("nginx.conf")
    assert kubernetes["Ingress"]["metadata"]["annotations"]["nginx.ingress.kubernetes.io/proxy-body-size"] == "64k"


def test_two_replicas_keep_their_readers_and_one_of_them_stays(compose, kubernetes):
    assert len([name for name in compose["services"] if name.startswith("certwise-")]) == 2
    assert kubernetes["Deployment"]["spec"]["replicas"] == 2
    assert kubernetes["Deployment"]["spec"]["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    assert kubernetes["PodDisruptionBudget"]["spec"]["minAvailable"] == 1
    annotations = kubernetes["Ingress"]["metadata"]["annotations"]
    assert annotations["nginx.ingress.kubernetes.io/affinity"] == "cookie"


def test_a_download_that_one_replica_has_not_is_asked_of_the_next(kubernetes):
    pattern = r"location /media/ \{[^}]*proxy_next_upstream ([^;]*);"
    conditions = re.search(pattern, text("nginx.conf"))[1]
    own = kubernetes["Downloads"]["metadata"]["annotations"]
    ingress = kubernetes["Ingress"]["metadata"]["annotations"]
    retry = "nginx.ingress.kubernetes.io/proxy-next-upstream"
    assert own[retry] == conditions
    assert set(own[retry].split()) == {*ingress[retry].split(), "http_404"}
    assert {key: own[key] for key in own if "cookie-" in key and key in ingress}.items() <= ingress.items()


def test_the_objects_of_kubernetes_name_each_other(kubernetes):
    labels = kubernetes["Deployment"]["spec"]["template"]["metadata"]["labels"]
    assert kubernetes["Deployment"]["spec"]["selector"]["matchLabels"] == labels
    assert kubernetes["Service"]["spec"]["selector"] == labels
    assert kubernetes["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"] == labels
    for name in ("Ingress", "Downloads"):
        rule = kubernetes[name]["spec"]["rules"][0]
        backend = rule["http"]["paths"][0]["backend"]["service"]
        assert backend["name"] == kubernetes["Service"]["metadata"]["name"]
        assert backend["port"]["name"] == kubernetes["Service"]["spec"]["ports"][0]["name"]
        assert kubernetes[name]["spec"]["tls"][0]["hosts"] == [rule["host"]]
    probing = kubernetes["Deployment"]["spec"]["template"]["spec"]["containers"][0]["env"]
    assert {"name": "CERTWISE_HOSTS", "value": rule["host"]} in probing


# What is in the image ────────────────────────────────────────────────────────


def copied(into):
    """Copy into a folder what the Dockerfile copies from the repository."""
    for words in words_of("COPY"):
        if words.startswith("--from") or words.startswith("requirements"):
            continue
        *sources, target = words.split()
        for source in (path for pattern in sources for path in ROOT.glob(pattern)):
            to = into / target / source.name if target.endswith("/") else into / target
            to.parent.mkdir(parents=True, exist_ok=True)
            (shutil.copytree if source.is_dir() else shutil.copy)(source, to)


def files_of(folder):
    return {path for path in folder.rglob("*") if "__pycache__" not in path.parts}


def test_what_the_image_holds_is_enough_and_the_server_writes_nothing(tmp_path):
    image, home, temporary = tmp_path / "image", tmp_path / "home", tmp_path / "tmp"
    for folder in (image, home, temporary):
        folder.mkdir()
    copied(image)
    before = files_of(image)
    logging = {name: value for name, value in image_environment().items() if name.startswith("CERTWISE_")}
    environment = logging | {"HOME": str(home), "TMPDIR": str(temporary), "PYTHONDONTWRITEBYTECODE": "1"}
    with running_server(image, tmp_path / "log", environment) as server:
        host = server.address.removeprefix("http://")
        assert fetch(host, "/readyz")[0] == 200
        html = {page.path: "".join(Visitor(host, f"/{page.path}").seen) for page in pages.PAGES}
    assert [path for path, seen in html.items() if "<h1>" not in seen or "Something went wrong" in seen] == []
    lines = [line for line in (tmp_path / "log.out").read_text(encoding="utf-8").splitlines() if line[:1] == "{"]
    assert Counter(json.loads(line)["kind"] for line in lines)["stream"] == len(pages.PAGES)
    assert (files_of(image), files_of(home), files_of(temporary)) == (before, set(), set())


def test_what_the_image_copies_is_let_into_the_build():
    let_in = [line[1:] for line in text("Dockerfile.dockerignore").splitlines() if line.startswith("!")]
    wanted = [name for words in words_of("COPY") if not words.startswith("--from") for name in words.split()[:-1]]
    assert sorted(let_in) == sorted(wanted)
    assert all(list(ROOT.glob(name)) for name in wanted)
