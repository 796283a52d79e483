from hisight.protocol.ciphers import CIPHERS

KEY = bytes.fromhex("0123456789abcdef")


def test_the_vectors_of_fips_81_hold():
    plain = b"Now is the time for all "
    chained = CIPHERS["des-cbc"].encrypt(plain, KEY, bytes.fromhex("1234567890abcdef"), "none")
    assert chained.hex() == "e5c7cdde872bf27c43e934008c389c0f683788499a7c05f6"
    alone = CIPHERS["des-ecb"].encrypt(plain, KEY, padding="none")
    assert alone.hex() == "3fa40e8a984d48156a271787ab8883f9893d51ec4b563b53"


def test_the_vector_of_sp_800_67_holds():
    key = bytes.fromhex("0123456789abcdef23456789abcdef01456789abcdef0123")
    encrypted = CIPHERS["3des-ecb"].encrypt(b"The qufck brown fox jump", key, padding="none")
    assert encrypted.hex() == "a826fd8ce53b855fcce21c8112256fe668d5c05dd9b6b900"


def test_of_a_key_of_16_bytes_the_first_half_comes_again():
    long, short = bytes(range(16)) + bytes(range(8)), bytes(range(16))
    cipher = CIPHERS["3des-ecb"]
    assert cipher.encrypt(b"<REQ/>", long) == cipher.encrypt(b"<REQ/>", short)
