from django.urls import path

from alongside.aids.views import drafting, part, pasting, previews, reading

app_name = "aids"
urlpatterns = [
    path("", reading.all_aids, name="all"),
    path("drafts/", drafting.all_drafts, name="drafts"),
    path("drafts/start/", drafting.start, name="draft_start"),
    path("drafts/start/new", drafting.start_new, name="draft_start_new"),
    path("drafts/start/file", drafting.start_import, name="draft_start_import"),
    path("drafts/start/<uuid:version_id>", drafting.start_next, name="draft_start_next"),
    path("drafts/<uuid:draft_id>/", drafting.draft, name="draft"),
    path("drafts/<uuid:draft_id>/steps/", drafting.history, name="draft_steps"),
    path("drafts/<uuid:draft_id>/steps/<int:number>/back", drafting.go_back, name="draft_back"),
    path("drafts/<uuid:draft_id>/away", drafting.put_away, name="draft_away"),
    path("drafts/<uuid:draft_id>/file", drafting.export, name="draft_file"),
    path("drafts/<uuid:draft_id>/send/", drafting.send, name="draft_send"),
    path("drafts/<uuid:draft_id>/paste/", pasting.paste, name="draft_paste"),
    path("drafts/<uuid:draft_id>/seen-as/<str:reader>/", previews.preview, name="draft_preview"),
    path("drafts/<uuid:draft_id>/part/<str:section>/", part.part, name="draft_section"),
    path("drafts/<uuid:draft_id>/part/<str:section>/add", part.add, name="draft_add"),
    path("drafts/<uuid:draft_id>/part/<str:section>/<int:place>/", part.part, name="draft_part"),
    path("<slug:slug>/", reading.aid, name="aid"),
    path("<slug:slug>/paper", reading.paper_of_newest, name="paper_of_newest"),
    path("versions/<uuid:version_id>/paper", reading.paper, name="paper"),
    path("versions/<uuid:version_id>/", reading.version, name="version"),
    path("versions/<uuid:version_id>/print", reading.printed, name="print"),
    path("versions/<uuid:version_id>/file", reading.export, name="export"),
]
