from flask_assets import Bundle, Environment

assets = Environment()
assets.register("js", Bundle("js/app.js", filters="jsmin", output="gen/app.js"))
