from hisight import paths


def test_resources_and_addon_are_found():
    assert (paths.resources() / "catalog" / "changshu" / "v1" / "interface.toml").is_file()
    assert paths.addon().name == "his_capture.py"
    assert paths.addon().is_file()
    assert paths.mitmdump().is_file()


def test_the_users_folder_is_made(tmp_path):
    assert paths.user_data().is_dir()
