from flask_compress import Compress

compress = Compress()
