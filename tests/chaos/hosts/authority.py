"""authority.py - a private certificate authority, for the hosts of a test.

The commands are those of docs/PRODUCTION.md.

SPDX-License-Identifier: Apache-2.0
"""
import subprocess

CURVE = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes"]


def openssl(*words, stdin=None):
    done = subprocess.run(["openssl", *map(str, words)], input=stdin,
                          text=True, capture_output=True, check=False)
    assert done.returncode == 0, f"openssl {words}: {done.stderr}"


class Authority:
    """ca.pem, ca.key and whatever they have signed, in one folder."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(parents=True)
        openssl("req", "-x509", *CURVE, "-days", 30,
                "-subj", "/CN=Fairlot hosts", "-keyout", folder / "ca.key",
                "-out", folder / "ca.pem",
                "-addext", "keyUsage=critical,keyCertSign")

    def issue(self, name, into, file=None, address=None):
        """A certificate for NAME, as FILE.pem and FILE.key; for a server if
        it has an address, which may be a client of the others as well."""
        file = file or name
        request, rules = into / f"{file}.csr", into / f"{file}.ext"
        use = "clientAuth" + (",serverAuth" if address else "")
        rules.write_text(f"extendedKeyUsage={use}\n" + (
            f"subjectAltName=IP:{address}\n" if address else ""))
        openssl("req", "-new", *CURVE, "-subj", f"/CN={name}",
                "-keyout", into / f"{file}.key", "-out", request)
        openssl("x509", "-req", "-in", request, "-days", 30,
                "-CA", self.folder / "ca.pem", "-CAkey",
                self.folder / "ca.key", "-CAcreateserial",
                "-extfile", rules, "-out", into / f"{file}.pem")
        request.unlink()
        rules.unlink()
        (into / "ca.pem").write_text((self.folder / "ca.pem").read_text())
