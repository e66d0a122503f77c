"""papers.py - documents, and files of every kind that is taken, and of kinds
that are not.

SPDX-License-Identifier: Apache-2.0
"""
import io
import struct
import warnings
import zipfile
import zlib

OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = OFFICE + "wordprocessingml.document"
XLSX = OFFICE + "spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
PLACE = b"GPS 51.75N 1.25W"  # what no picture may keep


def pdf(text="A certificate", size=0):
    """A PDF of at least that many bytes."""
    body = b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\n%" + text.encode() + b"\n"
    end = b"trailer\n<< >>\nstartxref\n9\n%%EOF\n"
    return body + b"%" * max(0, size - len(body) - len(end) - 1) + b"\n" + end


def chunk(name, data=b""):
    return struct.pack(">I", len(data)) + name + data + \
        struct.pack(">I", zlib.crc32(name + data))


def png(*more):
    return b"\x89PNG\r\n\x1a\n" + chunk(
        b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) + \
        b"".join(more) + chunk(b"IDAT", zlib.compress(b"\0\0")) + \
        chunk(b"IEND")


def segment(mark, data):
    return bytes([0xff, mark]) + struct.pack(">H", len(data) + 2) + data


def jpeg(*more):
    return b"\xff\xd8" + segment(0xe0, b"JFIF\0\1\2\0\0\1\0\1\0\0") + \
        b"".join(more) + segment(0xdb, bytes(65)) + \
        segment(0xda, bytes(6)) + b"\x12\x34\xff\xd9"


def progressive(*more):
    """Of two scans, the first with what looks like a mark in its data."""
    return jpeg()[:-4] + b"\x12\xff\x00\xff\xd0\x34" + b"".join(more) + \
        segment(0xda, bytes(6)) + b"\x56\x78\xff\xd9"


def archive(parts, stored=()):
    """A zip of {name: bytes}, or of pairs; those of stored are not packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in getattr(parts, "items", lambda: parts)():
            z.writestr(zipfile.ZipInfo(name), data,
                       zipfile.ZIP_STORED if name in stored
                       else zipfile.ZIP_DEFLATED)
    return out.getvalue()


def office(kind=DOCX, part="word/document.xml", types="", **more):
    return archive({
        "[Content_Types].xml":
            f'<Types><Override PartName="/{part}" ContentType='
            f'"{kind}.main+xml"/>{types}</Types>',
        part: "<w:document/>", **more})


def docx(**more):
    return office(**more)


def xlsx(**more):
    return office(XLSX, "xl/workbook.xml", **more)


def open_document(kind=ODT, **more):
    return archive({"mimetype": kind, "content.xml": "<office/>", **more},
                   stored=("mimetype",))


def twice(name, data):
    """A docx with one more part of a name that it may have already."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return archive([*unpacked(docx()), (name, data)])


def unpacked(data):
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        return [(name, z.read(name)) for name in z.namelist()]


def between(hidden):
    """A docx with an entry before its last one, of which its list is silent."""
    whole, extra = docx(), archive({"x.bin": hidden})
    extra = extra[:extra.index(b"PK\1\2")]
    at, start = whole.rindex(b"PK\3\4"), whole.index(b"PK\1\2")
    listed = whole[start:whole.rindex(b"PK\5\6")]
    last = listed.rindex(b"PK\1\2") + 42
    listed = listed[:last] + struct.pack("<I", at + len(extra)) + \
        listed[last + 4:]
    end = whole[whole.rindex(b"PK\5\6"):]
    end = end[:16] + struct.pack("<I", start + len(extra)) + end[20:]
    return whole[:at] + extra + whole[at:start] + listed + end


TAKEN = {
    "application/pdf": pdf(), "image/png": png(), "image/jpeg": jpeg(),
    DOCX: docx(), XLSX: xlsx(), ODT: open_document(),
    ODS: open_document(ODS),
}

REFUSED = {
    "nothing but a name": b"certificate.pdf" * 4,
    "a page": b"<!DOCTYPE html><script>alert(1)</script>" + b" " * 50,
    "a drawing with a script":
        b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>' + b" " * 9,
    "a program": b"\x7fELF" + bytes(200),
    "a script": b"#!/bin/sh\nexit 0\n" + b"#" * 60,
    "a picture of another kind": b"GIF89a" + bytes(60),
    "a test virus in a text": b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-"
                              b"ANTIVIRUS-TEST-FILE!$H+H*",
    "a PDF with a tail": pdf() + b"<script>alert(1)</script>",
    "a PDF that is an archive too": pdf() + archive({"a.txt": "x"}),
    "a PDF cut off": pdf()[:-8],
    "a PNG with a tail": png() + b"<?php ?>",
    "a PNG that is an archive too": png() + archive({"a.txt": "x"}),
    "a PNG cut off": png()[:-6],
    "a JPEG cut off": jpeg()[:-1],
    "a JPEG with nothing to see": jpeg()[:21] + b"\xff\xd9" + bytes(32) +
                                  b"\xff\xd9",
    "a JPEG that is an archive too": jpeg() + archive({"a": "\xff\xd9"}),
    "an archive": archive({"certificate.pdf": pdf().decode("latin-1")}),
    "an archive after something": b"PK\3\4" + bytes(40) + docx(),
    "an archive with a tail": docx() + b"tail",
    "a docx with macros": docx(**{"word/vbaProject.bin": "x"}),
    "a docx with macros by another name": docx(
        types='<Override PartName="/x.bin" ContentType='
              '"application/vnd.ms-office.vbaProject"/>',
        **{"word/x.bin": "x"}),
    "a docx with macros in numbers": docx(
        types='<Override PartName="/x.bin" ContentType='
              '"application/vnd.ms-office.vba&#80;roject"/>',
        **{"word/x.bin": "x"}),
    "a docx with two lists of types": twice("[Content_Types].xml", "<Types/>"),
    "a docx with two lists of types by case":
        twice("[content_types].xml", "<Types/>"),
    "a docx with two documents": twice("Word/Document.xml", "<w:document/>"),
    "a docx with something between": between("MZ"),
    "a docm": office("application/vnd.ms-word.document.macroEnabled"),
    "a docx with a program": docx(**{"word/media/a.exe": "MZ"}),
    "a docx with a way out": docx(**{"../../etc/cron.d/x": "x"}),
    "a docx with an absolute name": docx(**{"/etc/passwd": "x"}),
    "an odt with macros": open_document(**{"Basic/Standard/a.xml": "x"}),
    "a jar": archive({"META-INF/MANIFEST.MF": "x", "A.class": "x"}),
    "a bomb": docx(**{"word/media/zeros": bytes(64 << 20)}),
    "too little": b"%PDF-",
}


# ---- documents

def insurance(world, **over):
    return {"kind": "public_liability_insurance",
            "title": "Public liability", "issued_on": world.clock.day(-30),
            "expires_on": world.clock.day(300),
            "cover_pence": 500_000_000} | over


def announce(world, provider, **over):
    return provider.make("/v1/documents", insurance(world, **over))


def content(document):
    return f"/v1/documents/{document['id']}/content"


def put(provider, document, data, **more):
    more.setdefault("expect", 201)
    return provider.request("PUT", content(document), data=data, **more)


def held(world, provider, data=None, **over):
    """A document with its content."""
    return put(provider, announce(world, provider, **over),
               data or pdf()).json()
