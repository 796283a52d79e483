"""Why a message does not fit: which variant of signature, cipher or charset would make it right."""
