"""A HIS and a platform that speak the published catalog, with faults on request: for the demo, for tests, for users.

platform --HTTP--> (proxy) --HTTP--> server -> his -> answers -> state
   |                                   styles, wsdl  \\-> faults on the HIS's side
   \\-> script -> visit -> requests, faults on the platform's side
"""

from hisight.mock.faults import FAULTS, Fault
from hisight.mock.his import MockHis
from hisight.mock.peers import DEMO_KEY, ENCRYPTED, PEERS, PLAIN, Peer
from hisight.mock.platform import Platform, Sent
from hisight.mock.script import SCRIPT, Step
from hisight.mock.server import HisServer

__all__ = [
    "DEMO_KEY",
    "ENCRYPTED",
    "FAULTS",
    "PEERS",
    "PLAIN",
    "SCRIPT",
    "Fault",
    "HisServer",
    "MockHis",
    "Peer",
    "Platform",
    "Sent",
    "Step",
]
