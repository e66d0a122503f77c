"""receipts.py - checks a receipt as a provider would, with openssl alone.

SPDX-License-Identifier: Apache-2.0
"""
import base64
import subprocess

# What stands before 32 bytes of an Ed25519 key in a DER file (RFC 8410).
DER = bytes.fromhex("302a300506032b6570032100")


def verifies(nobody, folder, signature, *lines):
    """Whether signature (base64) is ours under these lines of text."""
    key, = [k for k in nobody.read("/v1/keys")["items"]
            if k["use"] == "receipt"]
    public, signed, text = (folder / n for n in ("key", "sig", "text"))
    public.write_bytes(DER + base64.b64decode(key["public_key"]))
    signed.write_bytes(base64.b64decode(signature))
    text.write_text("\n".join(lines))
    return subprocess.run(
        ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER",
         "-inkey", public, "-rawin", "-in", text, "-sigfile", signed],
        capture_output=True, check=False).returncode == 0
