import web

app = web.application(("/", "index"), globals())


class index:
    def GET(self):
        return ""


if __name__ == "__main__":
    app.run()
