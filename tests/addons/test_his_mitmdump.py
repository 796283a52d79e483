"""addons/his_mitmdump.py, as a process of its own"""

import base64
import hashlib
import subprocess
import sys
import textwrap

import pytest

from hisight import paths, proxy

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def python(program: str, folder) -> str:
    """What `program` prints, with our folder of addons to import from."""
    code = f"import sys; sys.path.insert(0, {str(paths.mitmdump().parent)!r})\n{textwrap.dedent(program)}"
    return subprocess.run(
        [sys.executable, "-c", code], input="", cwd=folder, capture_output=True, text=True, check=True, timeout=60
    ).stdout.strip()


def test_it_takes_arguments_as_mitmdump_does():
    told = subprocess.run(
        [sys.executable, paths.mitmdump(), "--version"], capture_output=True, text=True, check=True, timeout=60
    )

    assert told.stdout.startswith("Mitmproxy: ")


def test_one_that_waits_does_what_it_is_told_in_one_line_and_leaves_the_next_to_the_addon(run, confdir, tmp_path):
    listen = proxy.Listen("127.0.0.1", proxy.free_port())
    command = proxy.arguments(listen, proxy.parse_upstream("http://127.0.0.1:9"), tmp_path / "x.hisight", confdir)
    process = run(proxy.waiting())

    process.say(proxy.told(command).decode() + '{"command":"state"}\n')

    process.wait_for(lambda line: '"listening"' in line)
    process.wait_for(lambda line: '"state"' in line)
    assert process.stop() == 0


def test_one_that_waits_in_vain_ends(run):
    assert run(proxy.waiting()).stop() == 0


def test_a_module_that_is_loaded_later_is_loaded_when_something_of_it_is_used(tmp_path):
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "__init__.py").write_text("")
    (tmp_path / "package" / "part.py").write_text("print('loaded', end=' '); two = 2")
    program = """
        sys.path.insert(0, "."); import his_mitmdump
        his_mitmdump.load_later("package.part")
        import package.part
        print("imported", end=" ")
        print(package.part.two, package.part.two, sys.modules["package.part"].two)
    """

    assert python(program, tmp_path) == "imported loaded 2 2 2"


def test_what_only_proxyauth_needs_is_not_loaded_without_it(tmp_path):
    program = """
        import his_mitmdump
        sys.argv[1:] = ["wait"]
        his_mitmdump.main()
        print(*(name in sys.modules for name in ("mitmproxy.addons.proxyauth", "ldap3.core", "passlib.context")))
    """

    assert python(program, tmp_path) == "True False False"


@pytest.mark.parametrize(("password", "status"), [("right", b"200"), ("wrong", b"401")])
def test_proxyauth_has_what_it_needs(run, send, peer, tmp_path, password, status):
    users = tmp_path / "users"
    users.write_text("his:{SHA}" + base64.b64encode(hashlib.sha1(b"right").digest()).decode() + "\n")
    listen = proxy.Listen("127.0.0.1", proxy.free_port())
    command = proxy.arguments(listen, proxy.parse_upstream(peer.origin), tmp_path / "x.hisight", tmp_path)
    process = run([*command, "--set", f"proxyauth=@{users}"])
    process.wait_for(lambda line: '"listening"' in line)
    peer.answer = OK
    words = base64.b64encode(f"his:{password}".encode()).decode()

    answer = send(listen, f"GET /his HTTP/1.1\r\nHost: h\r\nAuthorization: Basic {words}\r\n\r\n".encode())

    assert answer.split()[1] == status
