"""hisight.proxy.ports"""

import socket

import pytest

from hisight import proxy
from hisight.proxy import Listen, PortError, ports


def test_a_taken_port_is_named_and_a_free_one_offered(taken):
    with pytest.raises(PortError, match=rf"port {taken} is taken.* 127\.0\.0\.1:\d+ is free") as refused:
        proxy.check_port(Listen("127.0.0.1", taken))

    offered = int(refused.value.remedy.en.partition(":")[2].partition(" ")[0])
    proxy.check_port(Listen("127.0.0.1", offered))


def test_an_address_of_another_machine_cannot_be_listened_on():
    with pytest.raises(PortError, match=r"cannot listen on 192\.0\.2\.1:9000"):
        proxy.check_port(Listen("192.0.2.1", 9000))
    with pytest.raises(PortError, match=r"cannot listen on nowhere\.invalid:9000"):
        proxy.check_port(Listen("nowhere.invalid", 9000))


def test_a_port_that_needs_rights_is_explained(monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(ports, "bind", refuse)
    with pytest.raises(PortError, match=r"may not listen on port 80\. Choose a port above 1024"):
        proxy.check_port(Listen("127.0.0.1", 80))


def test_a_free_port_can_be_listened_on():
    proxy.check_port(Listen("127.0.0.1", proxy.free_port()))


def test_the_port_of_another_route_is_not_offered():
    port = proxy.free_port()
    assert proxy.free_port(avoid={port}) != port


def test_an_address_that_cannot_be_listened_on_is_told_with_the_error(taken):
    with pytest.raises(PortError) as refused:
        proxy.check_port(Listen("127.0.0.1", taken))
    assert refused.value.listen == Listen("127.0.0.1", taken)


def test_what_arrives_at_a_listener():
    own = {str(entry[4][0]) for entry in socket.getaddrinfo("localhost", 0)}
    assert ports.leads_to({"127.0.0.1"}, own)
    assert ports.leads_to({"127.0.0.1"}, {"0.0.0.0"})
    assert ports.leads_to({"0.0.0.0"}, {"127.0.0.1"})
    assert not ports.leads_to({"192.0.2.1"}, {"0.0.0.0"})
    assert not ports.leads_to({"192.0.2.1"}, {"127.0.0.1"})
