"""What people and the admin do to sign in and out."""

from tests.clients.step import MEMBERS, Part, Step, user

SIGN_IN = Part(
    "Signing in",
    (
        Step(
            "signs up",
            "stranger",
            [["auth.signUp", {**user("stranger"), "options": {"data": {"name": "Ann"}}}]],
            {
                "status": 200,
                "data.user.email": "stranger@example.com",
                "data.user.user_metadata.name": "Ann",
                "data.session.token_type": "bearer",
                "data.session.expires_in": 3600,
            },
        ),
        Step(
            "signs up with a taken address",
            "stranger",
            [["auth.signUp", user("stranger")]],
            {"status": 422, "code": "user_already_exists"},
        ),
        Step(
            "signs up with a short password",
            "anon",
            [["auth.signUp", {"email": "short@example.com", "password": "123"}]],
            {"status": 422, "code": "weak_password"},
        ),
        Step(
            "signs in without an address",
            "guest",
            [["auth.signInAnonymously"]],
            {"status": 200, "data.user.is_anonymous": True},
        ),
        Step(
            "makes a user",
            "service",
            [["auth.admin.createUser", {**user("manager"), "email_confirm": True}]],
            {"status": 200, "data.user.role": "authenticated"},
            keep="manager",
        ),
        Step(
            "makes another",
            "service",
            [["auth.admin.createUser", {**user("viewer"), "email_confirm": True}]],
            {"status": 200},
            keep="viewer",
        ),
        Step(
            "lists users",
            "service",
            [["auth.admin.listUsers", {"page": 1, "perPage": 2}]],
            {"status": 200, "data.users.length": 2, "data.users.0.email": "viewer@example.com"},
        ),
        Step(
            "reads a user",
            "service",
            [["auth.admin.getUserById", "$manager.user.id"]],
            {"status": 200, "data.user.email": "manager@example.com"},
        ),
        Step(
            "changes a user",
            "service",
            [["auth.admin.updateUserById", "$manager.user.id", {"app_metadata": {"team": "red"}}]],
            {"status": 200, "data.user.app_metadata.team": "red"},
        ),
        Step(
            "asks for the list of users without the service key",
            "stranger",
            [["auth.admin.listUsers", {"page": 1, "perPage": 2}]],
            {"status": 403, "code": "not_admin"},
        ),
        Step(
            "makes both members",
            "service",
            [
                MEMBERS,
                [
                    "upsert",
                    [
                        {"user_id": "$manager.user.id", "email": "manager@example.com", "role": "viewer"},
                        {"user_id": "$viewer.user.id", "email": "viewer@example.com", "role": "viewer"},
                    ],
                    {"onConflict": "user_id"},
                ],
                ["select", "role"],
            ],
            {"status": 201, "data": [{"role": "viewer"}, {"role": "viewer"}]},
        ),
        Step(
            "makes one a manager",
            "service",
            [
                MEMBERS,
                [
                    "upsert",
                    {"user_id": "$manager.user.id", "email": "manager@example.com", "role": "manager"},
                ],
                ["select", "email,role"],
            ],
            {"status": 200, "data": [{"email": "manager@example.com", "role": "manager"}]},
        ),
        Step(
            "signs in with a wrong password",
            "manager",
            [["auth.signInWithPassword", {**user("manager"), "password": "wrong horse"}]],
            {"status": 400, "code": "invalid_credentials"},
        ),
        Step(
            "signs in",
            "manager",
            [["auth.signInWithPassword", user("manager")]],
            {"status": 200, "data.user.email": "manager@example.com"},
            keep="managing",
        ),
        Step(
            "signs in",
            "viewer",
            [["auth.signInWithPassword", user("viewer")]],
            {"status": 200},
        ),
        Step(
            "reads its own user",
            "viewer",
            [["auth.getUser"]],
            {"status": 200, "data.user.email": "viewer@example.com"},
        ),
        Step(
            "changes its own user",
            "viewer",
            [["auth.updateUser", {"data": {"name": "Vi"}}]],
            {"status": 200, "data.user.user_metadata.name": "Vi"},
        ),
        Step(
            "refreshes its session",
            "viewer",
            [["auth.refreshSession"]],
            {"status": 200, "data.session.token_type": "bearer"},
        ),
        Step(
            "refreshes with a token nobody has",
            "guest",
            [["auth.refreshSession", {"refresh_token": "made-up"}]],
            {"status": 400, "code": "refresh_token_not_found"},
        ),
    ),
)

ENDING = Part(
    "Signing out",
    (
        Step("signs the others out", "elsewhere", [["auth.signOut", {"scope": "others"}]], {"status": 204}),
        Step("signs out here", "elsewhere", [["auth.signOut", {"scope": "local"}]], {"status": 204}),
        Step(
            "asks with a signed-out session's token",
            "anon",
            [["auth.getUser", "$elsewhere.session.access_token"]],
            {"status": 403, "code": "session_not_found"},
        ),
        Step(
            "signs somebody out",
            "service",
            [["auth.admin.signOut", "$managing.session.access_token", "global"]],
            {"status": 204},
        ),
        Step(
            "signs out somebody who is",
            "service",
            [["auth.admin.signOut", "$managing.session.access_token", "global"]],
            {"status": 403, "code": "session_not_found"},
        ),
        Step("signs out everywhere", "stranger", [["auth.signOut"]], {"status": 204}),
        Step("removes a user", "service", [["auth.admin.deleteUser", "$viewer.user.id"]], {"status": 200}),
        Step(
            "reads a removed user",
            "service",
            [["auth.admin.getUserById", "$viewer.user.id"]],
            {"status": 404, "code": "user_not_found"},
        ),
    ),
)
