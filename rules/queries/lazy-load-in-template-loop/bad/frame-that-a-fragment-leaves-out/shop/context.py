def frame(request):
    return {"FRAME": "fragment.html" if request.htmx else "whole.html"}
