"""What a key of a raw report says of its value: that it is a secret, tells who or where somebody is, or neither.

Keys are read word by word, in snake_case, camelCase or any other, so that `location_city_en` is a city. Words that
only measure or describe, such as in `token_expires_at`, take that back.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise, product
from typing import Final, Literal

from rtk_mcp.render.untrusted import clean

Kind = Literal["secret", "private"]
Words = tuple[str, ...]
Pairs = frozenset[tuple[str, str]]

_MAX_KEY_CHARS: Final = 400
_WORD: Final = re.compile(
    r"(?:(?<![A-Za-z])|(?<=[a-z])(?=I))[Ii][Pp][Vv][46]"  # before case and digits part it
    r"|[A-Z]{2,}s(?![a-z])|[A-Z]+(?![a-z])|[A-Z]?[a-z]+"
)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _pairs(firsts: str, seconds: str) -> Pairs:
    return frozenset(product(firsts.split(), seconds.split()))


_SECRET: Final = _set(
    "ufrag pwd passwd password passphrase passcode psk fingerprint credential secret token jwt jws cookie auth oauth "
    "authorization authentication bearer csrf xsrf otp signature"
)
_SECRET_PAIRS: Final = _pairs("username", "fragment") | _pairs(
    "api private secret access encryption master signing srtp auth stream session shared client app", "key"
)
_GLUED_SECRET: Final = re.compile(
    r"passw(?:or)?d|passphrase|usernamefrag|ufrag|icepwd|(?:api|private|secret|access|stream)key|credential|token|secret"
    r"|authori[sz]ation|cookie|fingerprint"
)
"""For keys without any border: `accesstoken`."""
_PRIVATE: Final = _set(
    "ip ipv4 ipv6 addr address mac route hostname ssid bssid email msisdn imei udid "
    "city town village district suburb borough neighborhood neighbourhood county province subdivision region "
    "loc location geo geoip gps lat latitude lon lng longitude altitude latlng latlon coord coordinate "
    "postal postcode zip zipcode street timezone tz"
)
_PRIVATE_PAIRS: Final = (
    _pairs("device group hardware machine", "id identifier uuid guid uid serial")
    | _pairs("host computer machine", "name")
    | _pairs("time", "zone")
    | _pairs("phone", "number")
)
_GLUED_PRIVATE: Final = re.compile(
    r"ipaddr|macaddr|latitude|longitude|(?:postal|zip|post|region|city)(?:code|name)|timezone|geoip|geoloc|latl(?:ng|on)"
    r"|^(?:client|remote|local|public|private|user|peer|server|source|host)ip(?:v[46])?s?$|(?:device|group)ids?$"
)
_LAST: Final[dict[str, Kind]] = {"pass": "secret", "phone": "private"}
"""As the last word only: `phone_model` is none, nor is `pass_rate`."""
_HARMLESS_PAIRS: Final = (
    _pairs("ip", "information info")
    | _pairs("ip geo geoip location loc address", "country continent asn isp org")
    | _pairs("audio media", "route")
    | _pairs("mac", "os")
    | _pairs("key", "frame")
)
_DESCRIBES: Final = _set(
    "count type kind family version protocol port status permission changed enabled supported available required "
    "method scheme algorithm failed ms at time timestamp expiry expires expired duration length size bytes"
)
"""As the last word: of the thing, not the thing."""
_ASKS: Final = _set("is has had was can should needs supports")
"""As the first word: yes or no."""
_SHOWN_IDS: Final = _pairs(
    "peer producer consumer participant user session meeting room stream track transport socket candidate",
    "id",
)
_KNOWN: Final = (
    _SECRET
    | _PRIVATE
    | {"version"}
    | {word for pair in _SECRET_PAIRS | _PRIVATE_PAIRS | _HARMLESS_PAIRS | _SHOWN_IDS for word in pair}
)
_PLURALS: Final = (("ies", "y"), ("es", ""), ("s", ""))


def fold(text: str) -> str:
    """Text as it is matched: compatibility forms and digits of other scripts as ASCII where they have one."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text)
    digits = {ord(each): str(unicodedata.decimal(each)) for each in set(text) if each.isdecimal()}
    return text.translate({**digits, ord("\u3002"): "."})


def kind(key: str) -> Kind | None:
    """What its value would give away.

    A secret opens something: a password, a token, what secures a connection. What is private tells who or where
    somebody is: an address, a place, the id of a device.
    """
    words = _words(_bounded(key))
    if not words or words[-1] in _DESCRIBES or words[0] in _ASKS:
        return None
    if _has(words, _SECRET, _SECRET_PAIRS, _GLUED_SECRET):
        return "secret"
    if _has(words, _PRIVATE, _PRIVATE_PAIRS, _GLUED_PRIVATE):
        return "private"
    return _LAST.get(words[-1])


def is_version(key: str) -> bool:
    """Whether it is a program's version, which may look like an address; that of an address is none."""
    words = _words(_bounded(key))
    return "version" in words and not _has(words, _PRIVATE, _PRIVATE_PAIRS, _GLUED_PRIVATE)


def is_shown_id(key: str) -> bool:
    """Whether it is an id that the service gave, to follow a stream or a participant by."""
    return _words(_bounded(key))[-2:] in _SHOWN_IDS


def _bounded(key: str) -> str:
    half = _MAX_KEY_CHARS // 2
    return key if len(key) <= _MAX_KEY_CHARS else f"{key[:half]} {key[-half:]}"


@lru_cache(maxsize=4096)
def _words(key: str) -> Words:
    """Lower case, singular where that is known, without what is harmless."""
    words = [_singular(word.lower()) for word in _WORD.findall(fold(clean(key, _MAX_KEY_CHARS + 1)))]
    for place, pair in reversed([*enumerate(pairwise(words))]):
        if pair in _HARMLESS_PAIRS:
            del words[place : place + 2]
    return tuple(words)


def _singular(word: str) -> str:
    for ending, instead in _PLURALS if word not in _KNOWN else ():
        if word.endswith(ending) and (base := word.removesuffix(ending) + instead) in _KNOWN:
            return base
    return word


def _has(words: Words, single: frozenset[str], pairs: Pairs, glued: re.Pattern[str]) -> bool:
    return (
        not single.isdisjoint(words) or not pairs.isdisjoint(pairwise(words)) or any(map(glued.search, words))
    )
