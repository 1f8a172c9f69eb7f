from django.urls import path

from alongside.home import unit_views, views

app_name = "home"
urlpatterns = [
    path("", views.start, name="start"),
    path("find", views.find, name="find"),
    path("begin/<uuid:aid>", views.begin, name="begin"),
    path("my-choices", views.choices, name="choices"),
    path("units/", unit_views.units, name="units"),
    path("units/who-speaks", unit_views.who_speaks, name="who_speaks"),
    path("units/<uuid:unit>/", unit_views.unit, name="unit"),
    path("units/<uuid:unit>/<str:part>", unit_views.change, name="unit_change"),
]
