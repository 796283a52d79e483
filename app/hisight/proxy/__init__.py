"""The proxy before it starts: its addresses and routes, its certificates, its command line. Starts nothing.

Its own code runs inside mitmdump (addons/), and uses `ports` from here.
"""

from hisight.proxy.addresses import Listen, Upstream, address_for_client, parse_listen, parse_upstream
from hisight.proxy.command import CONFDIR, Serving, arguments, command, told, waiting
from hisight.proxy.errors import PortError, ProxyError
from hisight.proxy.ports import check_port, free_port
from hisight.proxy.routes import Route, check_routes, exposure, parse_forward, parse_route

__all__ = [
    "CONFDIR",
    "Listen",
    "PortError",
    "ProxyError",
    "Route",
    "Serving",
    "Upstream",
    "address_for_client",
    "arguments",
    "check_port",
    "check_routes",
    "command",
    "exposure",
    "free_port",
    "parse_forward",
    "parse_listen",
    "parse_route",
    "parse_upstream",
    "told",
    "waiting",
]
