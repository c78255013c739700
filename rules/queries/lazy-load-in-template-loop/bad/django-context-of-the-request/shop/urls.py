from django.conf.urls import patterns, url

urlpatterns = patterns("shop.views", url(r"^$", "index"), url(r"^unprinted/$", "unprinted"))
