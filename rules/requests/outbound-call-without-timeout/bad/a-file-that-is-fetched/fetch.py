import tempfile
import urllib.request


def notice(url):
    file = tempfile.NamedTemporaryFile()
    urllib.request.urlretrieve(url, file.name)  # expect: outbound-call-without-timeout
    return file
